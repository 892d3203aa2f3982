package afterimage.app;

import static org.assertj.core.api.Assertions.assertThat;

import afterimage.ShortProcess;
import afterimage.image.Picture;
import afterimage.image.PictureMetadata;
import afterimage.image.PictureReader;
import afterimage.image.PictureWriter;
import afterimage.image.WriteOptions;
import afterimage.job.watch.WatchRecord;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Pictures dropped into a watched folder in bursts, one of them slowly, while the program is killed
 * three times: each is refined once. How many is the system property {@code
 * afterimage.watch.pictures}.
 */
class WatchFolderTest {
  private static final int PICTURES = Integer.getInteger("afterimage.watch.pictures", 24);
  private static final int KILLS = 3;
  private static final int BURSTS = 8;
  private static final long PATIENCE_SECONDS = 600;
  private static final String MODEL = Path.of("models/afterimage-mini").toAbsolutePath().toString();

  @TempDir private Path folder;
  private final Random random = new Random(19);
  private final Map<Path, FileTime> first = new HashMap<>();
  private final List<Process> started = new ArrayList<>();

  @AfterEach
  void end() throws Exception {
    for (Process process : started) {
      process.destroyForcibly().waitFor();
    }
  }

  private Path in() {
    return folder.resolve("in");
  }

  /** Nested, so that results could be taken for pictures. */
  private Path out() {
    return in().resolve("refined");
  }

  private void start() throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of(
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow",
            "-Dafterimage.home=" + folder.resolve("home")));
    command.addAll(ShortProcess.OPTIONS);
    command.addAll(
        List.of(
            "-cp",
            System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
            "afterimage.app.Main",
            "refine",
            "--watch",
            "--recursive",
            in().toString(),
            "-o",
            out().toString(),
            "-m",
            MODEL,
            "--steps",
            "10",
            "--device",
            "cpu"));
    started.add(
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(words()))
            .start());
  }

  private Process program() {
    return started.getLast();
  }

  private File words() {
    return folder.resolve("words.txt").toFile();
  }

  private byte[] picture() throws Exception {
    byte[] rgb = new byte[64 * 64 * 3];
    random.nextBytes(rgb);
    Path file = folder.resolve("made.png");
    PictureWriter.write(
        Picture.of8Bit(64, 64, rgb, null), file, new WriteOptions(1, true), PictureMetadata.NONE);
    return Files.readAllBytes(file);
  }

  private List<Path> results() throws IOException {
    if (!Files.isDirectory(out())) {
      return List.of();
    }
    try (Stream<Path> all = Files.walk(out())) {
      List<Path> found = all.filter(file -> file.toString().endsWith(".png")).sorted().toList();
      for (Path file : found) {
        FileTime time = Files.getLastModifiedTime(file);
        assertThat(first.computeIfAbsent(file, _ -> time))
            .as("%s, done once", file)
            .isEqualTo(time);
      }
      return found;
    }
  }

  private void awaitResults(int count) throws Exception {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    while (results().size() < count) {
      assertThat(program().isAlive()).as(Files.readString(words().toPath())).isTrue();
      assertThat(System.nanoTime()).isLessThan(end);
      Thread.sleep(100);
    }
  }

  @Test
  void watch_burstsSlowWriterAndKills_refinesEachOnce() throws Exception {
    Files.createDirectories(in());
    Files.writeString(in().resolve("broken.png"), "no picture");
    Files.setLastModifiedTime(in().resolve("broken.png"), FileTime.fromMillis(0));
    Files.write(in().resolve(".hidden.png"), picture());
    Files.write(in().resolve("unfinished.png.part"), picture());
    start();
    Thread slow = null;
    for (int burst = 0; burst < BURSTS; burst++) {
      for (int i = burst; i < PICTURES; i += BURSTS) {
        Path file = in().resolve(i % 3 == 0 ? "sub/" + i + ".png" : i + ".png");
        Files.createDirectories(file.getParent());
        byte[] bytes = picture();
        if (i == 0) {
          slow = Thread.ofPlatform().start(() -> writeSlowly(file, bytes));
        } else {
          Files.write(file, bytes);
        }
      }
      if (burst >= 1 && burst <= KILLS) {
        awaitResults(burst);
        Thread.sleep(random.nextInt(500));
        program().destroyForcibly().waitFor();
        start();
      }
    }
    if (slow != null) {
      slow.join();
    }

    awaitResults(PICTURES);
    // Whatever would be done twice has had its time.
    Thread.sleep(3000);

    assertThat(results()).hasSize(PICTURES);
    for (Path result : results()) {
      assertThat(PictureReader.read(result).picture().width()).isEqualTo(64);
    }
    program().toHandle().destroy();
    assertThat(program().waitFor(60, TimeUnit.SECONDS)).isTrue();
    String words = Files.readString(words().toPath());
    assertThat(words).containsOnlyOnce("broken.png").contains("Stopped.").doesNotContain("\tat ");
    for (int i = 0; i < PICTURES; i++) {
      String name = i % 3 == 0 ? "sub/" + i + ".png" : i + ".png";
      assertThat(words.lines().filter(line -> line.startsWith(in().resolve(name) + " -> ")).count())
          .as("times that %s was refined", name)
          .isLessThanOrEqualTo(1);
    }
    try (Stream<Path> all = Files.walk(out())) {
      assertThat(all.filter(Files::isRegularFile).map(Path::getFileName).map(String::valueOf))
          .allMatch(name -> name.endsWith(".png") || name.startsWith(WatchRecord.FILE));
    }
  }

  private static void writeSlowly(Path file, byte[] bytes) {
    try {
      Files.write(file, Arrays.copyOf(bytes, bytes.length / 2));
      Thread.sleep(5000);
      Files.write(
          file,
          Arrays.copyOfRange(bytes, bytes.length / 2, bytes.length),
          StandardOpenOption.APPEND);
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
