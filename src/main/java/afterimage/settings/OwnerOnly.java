package afterimage.settings;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Takes from others what older versions let them read: settings hold prompts and paths. Does
 * nothing where the file system knows no owners, and never follows a link.
 */
final class OwnerOnly {
  private static final System.Logger LOG = System.getLogger(OwnerOnly.class.getName());
  private static final Set<PosixFilePermission> FILE = PosixFilePermissions.fromString("rw-------");
  private static final Set<PosixFilePermission> FOLDER =
      PosixFilePermissions.fromString("rwx------");

  private OwnerOnly() {}

  /**
   * Tightens a folder with the files in it and in one folder more, if a file in it shows that an
   * older version wrote there; whatever its owner has allowed since stays.
   *
   * @param sign the file
   */
  static void tightenOnce(Path folder, Path more, Path sign) {
    try {
      PosixFileAttributeView view = view(sign);
      if (view != null && !FILE.containsAll(view.readAttributes().permissions())) {
        tightenAll(folder);
        tightenAll(more);
      }
    } catch (IOException e) {
      LOG.log(System.Logger.Level.DEBUG, "no permissions to look at", e);
    }
  }

  /** Tightens one file or folder, if that can be done. */
  static void tighten(Path path) {
    try {
      PosixFileAttributeView view = view(path);
      if (view == null || Files.isSymbolicLink(path)) {
        return;
      }
      boolean folder = Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS);
      if (folder || Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)) {
        view.setPermissions(folder ? FOLDER : FILE);
      }
    } catch (IOException e) {
      LOG.log(System.Logger.Level.DEBUG, "permissions stay", e);
    }
  }

  private static void tightenAll(Path folder) {
    if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    tighten(folder);
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder, Files::isRegularFile)) {
      entries.forEach(OwnerOnly::tighten);
    } catch (IOException | DirectoryIteratorException e) {
      LOG.log(System.Logger.Level.DEBUG, "permissions stay", e);
    }
  }

  private static @Nullable PosixFileAttributeView view(Path path) {
    return Files.getFileAttributeView(
        path, PosixFileAttributeView.class, LinkOption.NOFOLLOW_LINKS);
  }
}
