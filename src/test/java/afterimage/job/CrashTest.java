package afterimage.job;

import static org.assertj.core.api.Assertions.assertThat;

import afterimage.engine.RefineSettings;
import afterimage.image.Picture;
import afterimage.image.PictureMetadata;
import afterimage.image.PictureReader;
import afterimage.image.PictureWriter;
import afterimage.image.WriteOptions;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Kills a program at random moments while it works on a queue. How often is the system property
 * {@code afterimage.kills}.
 */
class CrashTest {
  private static final int ITEMS = 20;
  private static final int KILLS = Integer.getInteger("afterimage.kills", 4);
  private static final int SIDE = 64;
  private static final Path MODEL =
      Path.of(System.getProperty("afterimage.reference.models"), "tiny_refiner");
  private static final RefineSettings SETTINGS =
      new RefineSettings("a cat", "", 1, 12, 5, 6, 2.5, 7, null);

  @TempDir Path folder;

  @Test
  void queue_killedAtRandomMoments_losesNothingAndDoesNothingTwice() throws Exception {
    List<QueueItem> items = fill();
    Random random = new Random(25);
    Set<String> doneTwice = new HashSet<>();
    int midRun = 0;
    int oneItem = 1;
    for (int kill = 0; kill < KILLS; kill++) {
      Set<String> finished = finished(items);
      long begunBefore = begun().size();
      Process process = start();
      try (BufferedReader out = process.inputReader()) {
        // Some kills come while it starts, most while it works.
        if (kill % 5 != 1) {
          assertThat(out.readLine()).isEqualTo("open");
          out.readLine();
        }
        if (kill == 0) {
          long since = System.nanoTime();
          out.readLine();
          oneItem = (int) Math.max(1, TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - since));
        }
        process.waitFor(random.nextInt(2 * oneItem), TimeUnit.MILLISECONDS);
        process.destroyForcibly();
        process.waitFor();
      }
      List<String> now = begun().stream().skip(begunBefore).toList();
      now.stream().filter(finished::contains).forEach(doneTwice::add);
      if (now.size() > finished(items).size() - finished.size()) {
        midRun++;
      }
    }
    Set<String> beforeLast = finished(items);
    long begunBefore = begun().size();
    Process last = start();
    List<String> said = last.inputReader().lines().toList();
    assertThat(last.waitFor()).isZero();
    begun().stream().skip(begunBefore).filter(beforeLast::contains).forEach(doneTwice::add);

    System.out.printf(
        "%d kills, %d of them in mid-run, %d items done before the last start%n",
        KILLS, midRun, beforeLast.size());
    assertThat(said).endsWith("all done");
    assertThat(finished(items)).as("none lost").hasSize(ITEMS);
    assertThat(doneTwice).as("none done twice").isEmpty();
    try (Stream<Path> files = Files.list(folder.resolve("out"))) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .as("nothing half written lies about")
          .allMatch(name -> name.endsWith(".png") && !name.startsWith("."));
    }
    try (Journal journal = Journal.open(folder.resolve("queue.jsonl"))) {
      assertThat(journal.waiting()).isEmpty();
      assertThat(journal.done()).hasSize(ITEMS);
    }
  }

  private List<QueueItem> fill() throws Exception {
    byte[] rgb = new byte[SIDE * SIDE * 3];
    new Random(1).nextBytes(rgb);
    Path source = folder.resolve("source.png");
    PictureWriter.write(
        Picture.of8Bit(SIDE, SIDE, rgb, null), source, WriteOptions.DEFAULT, PictureMetadata.NONE);
    List<QueueItem> items = new ArrayList<>();
    Files.createDirectory(folder.resolve("out"));
    try (Journal journal = Journal.open(folder.resolve("queue.jsonl"))) {
      for (int i = 0; i < ITEMS; i++) {
        QueueItem item =
            new QueueItem(
                "item" + i,
                source,
                MODEL.toAbsolutePath(),
                SETTINGS.withSeed(i),
                "cpu",
                folder.resolve("out").resolve(i + ".png"),
                Instant.EPOCH);
        journal.add(item);
        items.add(item);
      }
    }
    return items;
  }

  /** Items with a whole file; one that does not decode fails the test. */
  private static Set<String> finished(List<QueueItem> items) throws Exception {
    Set<String> finished = new HashSet<>();
    for (QueueItem item : items) {
      if (Files.exists(item.target())) {
        assertThat(PictureReader.read(item.target()).picture().width()).isEqualTo(SIDE);
        finished.add(item.id());
      }
    }
    return finished;
  }

  private List<String> begun() throws IOException {
    Path file = folder.resolve("begun.txt");
    return Files.exists(file) ? Files.readAllLines(file) : List.of();
  }

  private Process start() throws IOException {
    String classPath =
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow",
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "-cp",
            Stream.of(classPath.split(File.pathSeparator, -1))
                .filter(entry -> !entry.contains("javafx"))
                .reduce((left, right) -> left + File.pathSeparator + right)
                .orElseThrow(),
            CrashingProgram.class.getName(),
            folder.toString())
        .redirectError(ProcessBuilder.Redirect.DISCARD)
        .start();
  }
}
