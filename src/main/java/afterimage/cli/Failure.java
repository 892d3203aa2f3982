package afterimage.cli;

import afterimage.engine.EngineException;
import afterimage.guard.GuardException;
import afterimage.image.PictureException;
import afterimage.message.ForeignText;
import afterimage.message.Problem;
import org.jspecify.annotations.Nullable;

/**
 * Why a picture failed.
 *
 * @param problem what happened, naming the file, and what to do
 * @param cause for debugging, or null
 */
record Failure(Problem problem, @Nullable Throwable cause) {

  private static final int MAX_LENGTH = 300;

  Failure(String what, String remedy, @Nullable Throwable cause) {
    this(new Problem(what, remedy), cause);
  }

  static Failure of(PictureException e) {
    return new Failure(e.problem(), e);
  }

  /** Of a picture that made the program throw what it does not know. */
  static Failure of(String subject, GuardException e) {
    String remedy =
        "Use another picture or model, or report it with the output of AFTERIMAGE_DEBUG=1.";
    return switch (e.kind()) {
      case TOO_LARGE ->
          new Failure(
              subject + " needs more memory than is available.",
              "Close other programs, use a smaller picture, or give Java more memory (-Xmx).",
              e);
      case TOO_SLOW -> new Failure(subject + " takes too long.", remedy, e);
      case TOO_DEEP, DAMAGED ->
          new Failure(
              "%s failed because of an internal error (%s).".formatted(subject, cause(e)),
              remedy,
              e);
    };
  }

  private static String cause(GuardException e) {
    return ForeignText.line(String.valueOf(e.getCause()), MAX_LENGTH);
  }

  static Failure of(EngineException e) {
    Problem problem = e.problem();
    return new Failure(
        e.alternative()
            .map(other -> new Problem(problem.what(), problem.remedy() + " " + option(other)))
            .orElse(problem),
        e);
  }

  /** By which option, since the engine speaks to the studio's users, too. */
  private static String option(EngineException.Alternative alternative) {
    return switch (alternative) {
      case ANOTHER_DEVICE -> "The option is --device auto; 'afterimage doctor' lists the devices.";
      case THE_PROCESSOR -> "The option is --device cpu.";
      case REFINING_THE_FINISHED_PICTURE -> "The option is --then-refine without --latents.";
      case ANOTHER_VAE -> "The option is --vae.";
      case PARTS_OF_ANOTHER_MODEL -> "The option is --parts-from.";
    };
  }
}
