package afterimage.settings;

import org.jspecify.annotations.Nullable;

/** A value in JSON is not what it should be, and nothing can stand for it. */
final class UnreadableValueException extends Exception {
  private static final long serialVersionUID = 1L;

  UnreadableValueException(String what, @Nullable Throwable cause) {
    super(what, cause);
  }
}
