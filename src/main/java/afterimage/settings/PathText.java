package afterimage.settings;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Paths as settings keep them. */
final class PathText {
  private PathText() {}

  /** A path that this system can have; null for any other, and for a blank one. */
  static @Nullable String orNull(@Nullable String text) {
    if (text == null || text.isBlank()) {
      return null;
    }
    try {
      return Path.of(text).toString().isEmpty() ? null : text;
    } catch (InvalidPathException e) {
      return null;
    }
  }
}
