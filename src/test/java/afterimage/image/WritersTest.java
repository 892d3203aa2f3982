package afterimage.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import afterimage.file.AtomicFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Several writers of one file, writers that were killed, and names that Java cannot spell. */
class WritersTest {
  @TempDir Path folder;

  @Test
  void write_twoAtOnceWithoutOverwriting_oneIsTold() throws Exception {
    try (ExecutorService threads = Executors.newFixedThreadPool(2)) {
      for (int round = 0; round < 300; round++) {
        Path file = folder.resolve(round + ".png");
        CyclicBarrier together = new CyclicBarrier(2);
        List<Callable<Integer>> writers = new ArrayList<>();
        for (int side = 1; side <= 2; side++) {
          int own = side;
          writers.add(
              () -> {
                together.await();
                return written(file, own);
              });
        }
        List<Integer> done = new ArrayList<>();
        for (Future<Integer> result : threads.invokeAll(writers)) {
          done.add(result.get());
        }
        done.removeIf(side -> side == 0);
        assertThat(done).as("round %d", round).hasSize(1);
        assertThat(PictureReader.read(file).picture().width()).isEqualTo(done.getFirst());
      }
    }
  }

  /** The side of the picture that was written, or 0 if another was there. */
  private static int written(Path file, int side) {
    try {
      PictureWriter.write(
          TestPictures.gradient(side, side), file, WriteOptions.DEFAULT, PictureMetadata.NONE);
      return side;
    } catch (PictureException e) {
      assertThat(e).hasMessageContaining("already exists");
      return 0;
    }
  }

  @Test
  void write_intoAFolderOfAKilledWriter_sweepsWhatItLeft() throws Exception {
    Process dead = new ProcessBuilder("true").start();
    assumeTrue(dead.waitFor(30, TimeUnit.SECONDS), "no processes");
    Path left;
    Path busy;
    try (AtomicFile file = AtomicFile.begin(folder.resolve("b.png"), AtomicFile.Access.SHARED)) {
      busy = file.temporary();
      String own = "-" + ProcessHandle.current().pid() + "-";
      String name = String.valueOf(busy.getFileName()).replace(own, "-" + dead.pid() + "-");
      left = Files.writeString(folder.resolve(name), "half a picture");

      PictureWriter.write(
          TestPictures.gradient(4, 4),
          folder.resolve("a.png"),
          WriteOptions.DEFAULT,
          PictureMetadata.NONE);

      assertThat(left).doesNotExist();
      assertThat(busy).exists();
    }
  }

  @Test
  void write_overALinkToAnotherFile_leavesTheOther() throws Exception {
    Path other = Files.writeString(folder.resolve("other"), "mine");
    Path link = Files.createSymbolicLink(folder.resolve("a.png"), other);

    assertThatExceptionOfType(PictureException.class)
        .isThrownBy(
            () ->
                PictureWriter.write(
                    TestPictures.gradient(4, 4), link, WriteOptions.DEFAULT, PictureMetadata.NONE))
        .withMessageContaining("already exists");
    assertThat(other).hasContent("mine");
  }

  /** Java of a C locale cannot spell the name, but has its bytes. */
  @Test
  void readAndWrite_inACLocale_findsFilesOfAnyName() throws Exception {
    Path in = Files.createDirectory(folder.resolve("in"));
    Path plain = in.resolve("plain.png");
    PictureWriter.write(
        TestPictures.gradient(5, 4), plain, WriteOptions.DEFAULT, PictureMetadata.NONE);
    String script = "mv plain.png \"$(printf 'caf\\303\\251.png')\"";
    Process shell = new ProcessBuilder("sh", "-c", script).directory(in.toFile()).start();
    assumeTrue(shell.waitFor() == 0, "no shell");

    ProcessBuilder virtual =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "--enable-native-access=ALL-UNNAMED",
            "-cp",
            System.getProperty("java.class.path"),
            CopyPictures.class.getName(),
            in.toString());
    virtual.environment().put("LC_ALL", "C");
    virtual.environment().remove("LANG");
    Process process = virtual.redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

    assertThat(process.waitFor()).as(said).isZero();
    try (var files = Files.list(in)) {
      assertThat(files).hasSize(2);
    }
  }

  /** Reads every picture of a folder and writes the last one over another. */
  static final class CopyPictures {
    private CopyPictures() {}

    public static void main(String[] folder) throws IOException, PictureException {
      try (var files = Files.list(Path.of(folder[0]))) {
        for (Path file : files.toList()) {
          Picture picture = PictureReader.read(file).picture();
          PictureWriter.write(
              picture, file, WriteOptions.DEFAULT.overwriting(true), PictureMetadata.NONE);
          PictureWriter.write(
              picture, file.resolveSibling("copy.png"), WriteOptions.DEFAULT, PictureMetadata.NONE);
        }
      }
    }
  }
}
