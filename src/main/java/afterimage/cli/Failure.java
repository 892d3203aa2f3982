package afterimage.cli;

import afterimage.engine.EngineException;
import afterimage.guard.GuardException;
import afterimage.image.PictureException;
import afterimage.message.ForeignText;
import org.jspecify.annotations.Nullable;

/**
 * Why a picture failed.
 *
 * @param what what happened, naming the file; one sentence
 * @param remedy what the user can do; one sentence
 * @param cause for debugging, or null
 */
record Failure(String what, String remedy, @Nullable Throwable cause) {

  private static final int LONGEST = 300;

  static Failure of(PictureException e) {
    return new Failure(e.what(), e.remedy(), e);
  }

  /** Of a picture that made the program throw what it does not know. */
  static Failure of(String subject, GuardException e) {
    String remedy =
        "Use another picture or model, or report it with what AFTERIMAGE_DEBUG=1 prints.";
    return switch (e.kind()) {
      case TOO_LARGE ->
          new Failure(
              subject + " needs more memory than there is.",
              "Close other programs, use a smaller picture, or give Java more memory (-Xmx).",
              e);
      case TOO_SLOW -> new Failure(subject + " takes longer than it may.", remedy, e);
      case TOO_DEEP, DAMAGED ->
          new Failure(
              "%s failed: something went wrong inside the program (%s)."
                  .formatted(subject, cause(e)),
              remedy,
              e);
    };
  }

  private static String cause(GuardException e) {
    return ForeignText.line(String.valueOf(e.getCause()), LONGEST);
  }

  static Failure of(EngineException e) {
    return new Failure(e.what(), e.remedy(), e);
  }
}
