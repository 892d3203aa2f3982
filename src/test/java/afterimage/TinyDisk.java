package afterimage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A disk of its own that is really full. Skips the test where none can be mounted, which takes
 * Linux and an administrator.
 */
public final class TinyDisk implements AutoCloseable {
  private static final int KILOBYTES = 512;

  private final Path folder;

  private TinyDisk(Path folder) {
    this.folder = folder;
  }

  /** A disk in a folder, which is made, without a byte left. */
  public static TinyDisk full(Path folder) throws Exception {
    Files.createDirectories(folder);
    assumeTrue(
        command("mount", "-t", "tmpfs", "-o", "size=%dk".formatted(KILOBYTES), "tmpfs", folder),
        "no disk can be mounted here");
    TinyDisk disk = new TinyDisk(folder);
    Files.write(disk.ballast(), new byte[KILOBYTES << 10]);
    assertThat(Files.getFileStore(folder).getUsableSpace()).isZero();
    return disk;
  }

  /** Makes room, for all that a test writes. */
  public void makeRoom() throws IOException {
    Files.delete(ballast());
  }

  private Path ballast() {
    return folder.resolve("ballast");
  }

  @Override
  public void close() {
    assertThat(command("umount", folder)).isTrue();
  }

  private static boolean command(Object... words) {
    try {
      String[] command = new String[words.length];
      for (int i = 0; i < words.length; i++) {
        command[i] = words[i].toString();
      }
      return new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start()
              .waitFor()
          == 0;
    } catch (IOException none) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
