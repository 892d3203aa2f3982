package afterimage.job;

import static org.assertj.core.api.Assertions.assertThat;

import afterimage.TinyDisk;
import afterimage.engine.RefineListener;
import afterimage.engine.RefineSettings;
import afterimage.image.FullDisk;
import afterimage.image.Picture;
import afterimage.image.PictureMetadata;
import afterimage.image.PictureReader;
import afterimage.image.PictureWriter;
import afterimage.image.WriteOptions;
import afterimage.onnx.SharedEngine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A queue, the real engine, and a disk that is really full. */
class DiskFullQueueTest {
  private static final Path MODEL =
      Path.of(System.getProperty("afterimage.reference.models"), "tiny_refiner");
  private static final RefineSettings SETTINGS =
      new RefineSettings("", "", 1, 2, 5, 6, 2.5, 7, null);

  @TempDir Path folder;
  private final SharedEngine engine = new SharedEngine();
  private Path source = Path.of("");

  @BeforeEach
  void makeSource() throws Exception {
    source = folder.resolve("source.png");
    PictureWriter.write(
        Picture.of8Bit(64, 64, new byte[64 * 64 * 3], null),
        source,
        WriteOptions.DEFAULT,
        PictureMetadata.NONE);
  }

  @AfterEach
  void close() {
    engine.close();
  }

  @Test
  void submit_noRoomForResults_pausesAndGoesOnWithoutMakingItAgain() throws Exception {
    Path place = folder.resolve("results");
    try (TinyDisk disk = TinyDisk.full(place);
        JournalledQueue queue =
            JournalledQueue.open(new JobQueue(engine), folder.resolve("state"), "test")) {
      Told first = new Told();
      Told second = new Told();
      Job job = queue.submit(item("1", place), first);
      Job next = queue.submit(item("2", place), second);

      assertThat(first.held.await(5, TimeUnit.MINUTES)).isTrue();
      assertThat(job.state())
          .isInstanceOfSatisfying(
              JobState.Held.class,
              held -> {
                assertThat(held.problem().what()).contains("1.png", "the disk is full", "1 MB");
                assertThat(held.problem().remedy()).contains("resume");
              });
      assertThat(next.state()).isInstanceOf(JobState.Queued.class);
      assertThat(queue.waiting()).extracting(QueueItem::id).containsExactly("1", "2");

      disk.makeRoom();
      queue.resume();
      assertThat(first.ended.await(5, TimeUnit.MINUTES)).isTrue();
      assertThat(second.ended.await(5, TimeUnit.MINUTES)).isTrue();

      assertThat(job.state()).isInstanceOf(JobState.Done.class);
      assertThat(next.state()).isInstanceOf(JobState.Done.class);
      assertThat(first.decoded()).as("made once").isOne();
      assertThat(PictureReader.read(place.resolve("1.png")).picture().width()).isEqualTo(64);
      assertThat(queue.done()).hasSize(2);
    }
  }

  @Test
  void resume_stillNoRoom_pausesAgainAndCancelEndsIt() throws Exception {
    Path place = folder.resolve("results");
    try (TinyDisk _ = TinyDisk.full(place);
        JournalledQueue queue =
            JournalledQueue.open(new JobQueue(engine), folder.resolve("state"), "test")) {
      Told told = new Told();
      Job job = queue.submit(item("1", place), told);
      assertThat(told.held.await(5, TimeUnit.MINUTES)).isTrue();
      queue.resume();
      assertThat(told.heldAgain.await(5, TimeUnit.MINUTES)).isTrue();

      job.cancel();
      assertThat(job.state()).isEqualTo(new JobState.Cancelled());
    }
  }

  @Test
  void submit_noRoomForTheJournal_pausesAndNotesItDownLater() throws Exception {
    Path state = folder.resolve("state");
    try (TinyDisk disk = TinyDisk.full(state)) {
      disk.makeRoom();
      try (JournalledQueue queue = JournalledQueue.open(new JobQueue(engine), state, "test")) {
        Path ballast = Files.write(state.resolve("ballast"), new byte[508 << 10]);
        fill(state.resolve("rest"));
        Told told = new Told();
        Job job = queue.submit(item("1", folder), told);
        assertThat(told.held.await(5, TimeUnit.MINUTES)).isTrue();
        assertThat(told.decoded()).isZero();

        Files.delete(ballast);
        queue.resume();
        assertThat(told.ended.await(5, TimeUnit.MINUTES)).isTrue();
        assertThat(job.state()).isInstanceOf(JobState.Done.class);
      }
      try (Journal journal = Journal.open(state.resolve("queue.jsonl"))) {
        assertThat(journal.done()).extracting(QueueItem::id).containsExactly("1");
      }
    }
  }

  /** Takes the last bytes of a disk. */
  private static void fill(Path file) throws Exception {
    try (var out = Files.newOutputStream(file)) {
      while (true) {
        out.write(0);
      }
    } catch (IOException full) {
      assertThat(FullDisk.isCause(full)).isTrue();
    }
  }

  private QueueItem item(String id, Path place) {
    return new QueueItem(
        id,
        source,
        MODEL.toAbsolutePath(),
        SETTINGS,
        "cpu",
        place.resolve(id + ".png"),
        Instant.EPOCH);
  }

  private static final class Told implements JobListener {
    private final CountDownLatch held = new CountDownLatch(1);
    private final CountDownLatch heldAgain = new CountDownLatch(2);
    private final CountDownLatch ended = new CountDownLatch(1);
    private final List<JobState> states = Collections.synchronizedList(new ArrayList<>());

    @Override
    public void changed(Job job, JobState state) {
      states.add(state);
      if (state instanceof JobState.Held) {
        held.countDown();
        heldAgain.countDown();
      }
      if (state.isFinal()) {
        ended.countDown();
      }
    }

    /** How often a picture was made of latents. */
    private long decoded() {
      return List.copyOf(states).stream()
          .filter(
              state ->
                  state instanceof JobState.Running running
                      && running.phase() == RefineListener.Phase.DECODING)
          .count();
    }
  }
}
