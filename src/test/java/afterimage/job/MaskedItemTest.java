package afterimage.job;

import static org.assertj.core.api.Assertions.assertThat;

import afterimage.engine.ModelRef;
import afterimage.engine.RefineSettings;
import afterimage.image.Picture;
import afterimage.image.PictureException;
import afterimage.image.PictureMetadata;
import afterimage.image.PictureReader;
import afterimage.image.PictureWriter;
import afterimage.image.WriteOptions;
import afterimage.message.Problem;
import afterimage.onnx.SharedEngine;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An item runs within the mask that it was asked for with, whatever came between. */
class MaskedItemTest {
  private static final int SIDE = 64;
  private static final Path MODEL =
      Path.of(System.getProperty("afterimage.reference.models"), "tiny_refiner");
  private static final RefineSettings SETTINGS =
      new RefineSettings("", "", 1, 2, 5, 6, 2.5, 7, null);

  @TempDir Path folder;
  private final SharedEngine engine = new SharedEngine();

  @AfterEach
  void close() {
    engine.close();
  }

  @Test
  void again_afterARestart_changesOnlyWhatTheMaskLets() throws Exception {
    writeSource();
    QueueItem item = item("1");
    try (JournalledQueue queue = open()) {
      queue.pause();
      queue.submit(item, rightHalf(), Place.END, new JobListener() {});
    }
    assertThat(mask(item)).isRegularFile();
    try (JournalledQueue queue = open()) {
      assertThat(queue.waiting()).containsExactly(item);
      Told told = new Told();
      queue.again(item, told);
      told.awaitEnd();
      assertWithinTheMask(item);
    }
    assertThat(mask(item)).doesNotExist();
  }

  @Test
  void retry_failedItem_changesOnlyWhatItsMaskLetsAlsoAfterARestart() throws Exception {
    QueueItem item = item("1"); // It fails at first, for its source is away.
    try (JournalledQueue queue = open()) {
      Told told = new Told();
      Job job = queue.submit(item, rightHalf(), Place.END, told);
      told.awaitEnd();
      assertThat(job.state()).isInstanceOf(JobState.Failed.class);
      queue.failed(item.id(), new Problem("It is away.", "Plug it in."));
    }
    assertThat(mask(item)).isRegularFile();
    writeSource();
    try (JournalledQueue queue = open()) {
      assertThat(queue.failed()).extracting(FailedItem::item).containsExactly(item);
      Told told = new Told();
      queue.retry(item, told);
      told.awaitEnd();
      assertWithinTheMask(item);
      assertThat(queue.done()).containsExactly(item);
    }
    assertThat(mask(item)).doesNotExist();
  }

  @Test
  void retry_maskThatCouldNotBeWritten_isWrittenThen() throws Exception {
    writeSource();
    QueueItem item = item("1");
    Path versions = folder.resolve("state/versions");
    try (JournalledQueue queue = open()) {
      Files.writeString(versions, "in the way");
      Told told = new Told();
      Job job = queue.submit(item, rightHalf(), Place.END, told);
      told.awaitEnd();
      assertThat(job.state()).isInstanceOf(JobState.Failed.class);
      queue.failed(item.id(), new Problem("It cannot be noted down.", "Make room."));

      Files.delete(versions);
      Told again = new Told();
      queue.retry(item, again);
      again.awaitEnd();
      assertWithinTheMask(item);
    }
  }

  @Test
  void open_lineOfAMaskedItemIsDamaged_leavesItsMask() throws Exception {
    QueueItem item = item("1");
    QueueItem other = item("2");
    try (JournalledQueue queue = open()) {
      queue.pause();
      queue.submit(item, rightHalf(), Place.END, new JobListener() {});
      queue.submit(other, rightHalf(), Place.END, new JobListener() {});
    }
    Path journal = folder.resolve("state/queue.jsonl");
    List<String> lines = Files.readAllLines(journal);
    Files.writeString(journal, "{\"event\":\"ADDED\",\"item\":7}\n" + lines.getLast() + "\n");
    try (JournalledQueue queue = open()) {
      assertThat(queue.aside()).isPresent();
      assertThat(queue.waiting()).containsExactly(other);
      queue.forget("2");
    }
    assertThat(mask(item)).isRegularFile();
    assertThat(mask(other)).as("the user gave it up").doesNotExist();
  }

  @Test
  void again_maskThatIsGone_failsAndChangesNothing() throws Exception {
    writeSource();
    QueueItem item = item("1");
    try (JournalledQueue queue = open()) {
      queue.pause();
      queue.submit(item, rightHalf(), Place.END, new JobListener() {});
    }
    Files.delete(mask(item));
    try (JournalledQueue queue = open()) {
      Told told = new Told();
      Job job = queue.again(item, told);
      told.awaitEnd();
      assertThat(job.state())
          .isInstanceOfSatisfying(
              JobState.Failed.class,
              failed -> assertThat(failed.problem().what()).contains("1.mask.png"));
      assertThat(item.target()).doesNotExist();
    }
  }

  private JournalledQueue open() throws Exception {
    return JournalledQueue.open(new JobQueue(engine), folder.resolve("state"), "test");
  }

  private QueueItem item(String id) {
    Path versions = folder.resolve("state").resolve("versions");
    return new QueueItem(
        id,
        new Origin.FromPicture(source(), versions.resolve(id + ".mask.png")),
        new ModelRef(MODEL.toAbsolutePath()),
        SETTINGS,
        "cpu",
        versions.resolve(id + ".png"),
        Instant.EPOCH);
  }

  private static Path mask(QueueItem item) {
    return item.target().resolveSibling(item.id() + ".mask.png");
  }

  private Path source() {
    return folder.resolve("source.png");
  }

  private void writeSource() throws PictureException {
    byte[] grey = new byte[SIDE * SIDE * 3];
    Arrays.fill(grey, (byte) 120);
    PictureWriter.write(
        Picture.of8Bit(SIDE, SIDE, grey, null),
        source(),
        WriteOptions.DEFAULT,
        PictureMetadata.NONE);
  }

  private static Picture rightHalf() {
    byte[] rgb = new byte[SIDE * SIDE * 3];
    for (int i = 0; i < rgb.length; i++) {
      rgb[i] = (byte) (i / 3 % SIDE < SIDE / 2 ? 0 : 255);
    }
    return Picture.of8Bit(SIDE, SIDE, rgb, null);
  }

  private static void assertWithinTheMask(QueueItem item) throws PictureException {
    Picture result = PictureReader.read(item.target()).picture();
    int changed = 0;
    for (int y = 0; y < SIDE; y++) {
      for (int x = 0; x < SIDE / 2; x++) {
        assertThat(result.argb(x, y)).as("%d, %d", x, y).isEqualTo(0xff787878);
        changed += result.argb(x + SIDE / 2, y) == 0xff787878 ? 0 : 1;
      }
    }
    assertThat(changed).isGreaterThan(100);
  }

  private static final class Told implements JobListener {
    private final CountDownLatch ended = new CountDownLatch(1);

    @Override
    public void changed(Job job, JobState state) {
      if (state.isFinal()) {
        ended.countDown();
      }
    }

    void awaitEnd() throws InterruptedException {
      assertThat(ended.await(5, TimeUnit.MINUTES)).isTrue();
    }
  }
}
