package afterimage.settings;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * Takes the place of a user's home where the system knows of none, as for a number without a name
 * in a container: a folder that stays, below one that is everybody's, so that it must be the user's
 * own. POSIX only.
 */
final class HomelessFolder {
  private static final System.Logger LOG = System.getLogger(HomelessFolder.class.getName());

  private HomelessFolder() {}

  /**
   * The folder, made if it is not there.
   *
   * @param base everybody's
   * @param otherwise what to use where that cannot be had, or is somebody else's
   */
  static Path in(Path base, Path otherwise) {
    try {
      Object user = Files.getAttribute(Path.of("/proc/self"), "unix:uid");
      Path folder = base.resolve("afterimage-user-" + user);
      try {
        Files.createDirectory(
            folder,
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
      } catch (FileAlreadyExistsException e) {
        if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)
            || !user.equals(Files.getAttribute(folder, "unix:uid", LinkOption.NOFOLLOW_LINKS))) {
          return otherwise;
        }
      }
      return folder;
    } catch (IOException | RuntimeException e) {
      LOG.log(System.Logger.Level.DEBUG, "no folder in " + base, e);
      return otherwise;
    }
  }
}
