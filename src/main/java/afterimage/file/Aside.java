package afterimage.file;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;

/**
 * Keeps what cannot be read: under the file's name with {@code .damaged}, {@code .damaged-2} and so
 * on, whichever is free, so that no earlier one is lost. Only for files of a folder that no other
 * process writes to.
 */
public final class Aside {
  private Aside() {}

  /**
   * Moves a file, whatever it is, aside.
   *
   * @return where it is now
   * @throws IOException if the disk refuses; the file is where it was then
   */
  public static Path move(Path file) throws IOException {
    while (true) {
      Path free = free(file);
      try {
        return Files.move(file, free);
      } catch (FileAlreadyExistsException e) {
        // The next name is another.
      }
    }
  }

  /**
   * Writes bytes where a file would be moved to.
   *
   * @return where they are
   * @throws IOException if the disk refuses
   */
  public static Path write(Path file, byte[] bytes) throws IOException {
    while (true) {
      Path free = free(file);
      try (AtomicFile aside = AtomicFile.begin(free, AtomicFile.Access.OWNER)) {
        Files.write(aside.temporary(), bytes);
        aside.commit(AtomicFile.Existing.KEEP);
        return free;
      } catch (FileAlreadyExistsException e) {
        // The next name is another.
      }
    }
  }

  private static Path free(Path file) {
    Path aside = file.resolveSibling(file.getFileName() + ".damaged");
    for (int i = 2; Files.exists(aside, LinkOption.NOFOLLOW_LINKS); i++) {
      aside = file.resolveSibling(file.getFileName() + ".damaged-" + i);
    }
    return aside;
  }
}
