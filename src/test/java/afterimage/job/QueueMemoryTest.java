package afterimage.job;

import static org.assertj.core.api.Assertions.assertThat;

import afterimage.engine.RefineSettings;
import afterimage.image.Picture;
import afterimage.image.PictureMetadata;
import afterimage.image.PictureWriter;
import afterimage.image.WriteOptions;
import java.io.File;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** A program with little memory and a queue whose first picture does not fit into it. */
class QueueMemoryTest {
  private static final Path MODEL =
      Path.of(System.getProperty("afterimage.reference.models"), "tiny_refiner");
  private static final RefineSettings SETTINGS =
      new RefineSettings("", "", 1, 2, 5, 6, 2.5, 7, null);

  @TempDir Path folder;

  /**
   * Attention over the wide picture's latents takes more than the gigabyte that the shell allows.
   */
  @Test
  @EnabledOnOs(OS.LINUX)
  void queue_pictureThatDoesNotFit_failsWithAdviceAndTheNextIsDone() throws Exception {
    try (Journal journal = Journal.open(folder.resolve("queue.jsonl"))) {
      journal.add(item("wide", 10_000, 10));
      journal.add(item("small", 64, 64));
    }

    List<String> said = start().inputReader().lines().toList();

    assertThat(said).endsWith("all done");
    assertThat(said)
        .anyMatch(line -> line.startsWith("ended wide Failed") && line.contains("smaller picture"))
        .anyMatch(line -> line.startsWith("ended small Done"));
    try (Journal journal = Journal.open(folder.resolve("queue.jsonl"))) {
      assertThat(journal.waiting())
          .as("not lost")
          .extracting(QueueItem::id)
          .containsExactly("wide");
      assertThat(journal.done()).extracting(QueueItem::id).containsExactly("small");
    }
  }

  private QueueItem item(String id, int width, int height) throws Exception {
    Path source = folder.resolve(id + "-source.png");
    PictureWriter.write(
        Picture.of8Bit(width, height, new byte[width * height * 3], null),
        source,
        WriteOptions.DEFAULT,
        PictureMetadata.NONE);
    return new QueueItem(
        id,
        source,
        MODEL.toAbsolutePath(),
        SETTINGS,
        "cpu",
        folder.resolve(id + ".png"),
        Instant.EPOCH);
  }

  private Process start() throws Exception {
    String classPath =
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    return new ProcessBuilder(
            "sh",
            "-c",
            "ulimit -S -d 1000000; exec \"$@\"",
            "sh",
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx128m",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow",
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
