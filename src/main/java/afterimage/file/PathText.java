package afterimage.file;

import java.io.File;
import java.nio.file.FileSystemException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Text that a user typed or a file holds, as a path. Not every text is one: none with a NUL, with
 * half a character, or with letters that the system's names cannot have (as in the plain C locale).
 */
public final class PathText {
  private PathText() {}

  /** The path; nothing for a blank text, and for one that is no path of this system. */
  public static Optional<Path> find(@Nullable String text) {
    try {
      return text == null || text.isBlank()
          ? Optional.empty()
          : Optional.of(Path.of(text)).filter(path -> !path.toString().isEmpty());
    } catch (InvalidPathException e) {
      return Optional.empty();
    }
  }

  /** The text if it is a path, else null. */
  public static @Nullable String orNull(@Nullable String text) {
    return find(text).isPresent() ? text : null;
  }

  /** The paths of files that the desktop hands over, as far as they have one. */
  public static List<Path> of(List<File> files) {
    return files.stream().flatMap(file -> find(file.getPath()).stream()).toList();
  }

  /**
   * A file or folder in a folder.
   *
   * @throws FileSystemException if this system's files cannot be called so
   */
  public static Path in(Path folder, String name) throws FileSystemException {
    try {
      return folder.resolve(name);
    } catch (InvalidPathException e) {
      FileSystemException refusal =
          new FileSystemException(name, null, "files cannot be called so on this system");
      refusal.initCause(e);
      throw refusal;
    }
  }
}
