package afterimage.image;

import afterimage.guard.GuardException;
import afterimage.message.Messages;
import afterimage.message.Problem;
import org.jspecify.annotations.Nullable;

/** A picture that cannot be read or written: what happened, and what to do. */
public sealed class PictureException extends Exception permits DiskFullException {
  private static final long serialVersionUID = 1L;

  private final Problem problem;

  /**
   * @param what what happened, naming the file; one sentence
   * @param remedy what the user can do; one sentence
   */
  public PictureException(String what, String remedy) {
    this(what, remedy, null);
  }

  /**
   * @param what what happened, naming the file; one sentence
   * @param remedy what the user can do; one sentence
   * @param cause for the log, never for the user
   */
  public PictureException(String what, String remedy, @Nullable Throwable cause) {
    this(new Problem(what, remedy), cause);
  }

  /**
   * @param problem what happened, and what the user can do
   * @param cause for the log, never for the user
   */
  public PictureException(Problem problem, @Nullable Throwable cause) {
    super(problem.sentence(), cause);
    this.problem = problem;
  }

  /**
   * What a guarded reading of a picture ended with, for the user.
   *
   * @param name of the picture
   */
  public static PictureException of(String name, GuardException cause) {
    return switch (cause.kind()) {
      case DAMAGED ->
          new PictureException(
              Messages.of("image.damaged", name), Messages.of("image.again"), cause);
      case TOO_DEEP ->
          new PictureException(Messages.of("image.deep", name), Messages.of("image.again"), cause);
      case TOO_LARGE ->
          new PictureException(
              Messages.of("image.memory", name), Messages.of("image.smaller"), cause);
      case TOO_SLOW ->
          new PictureException(
              Messages.of("image.slow", name), Messages.of("image.slow.remedy"), cause);
    };
  }

  /** What happened, and what to do. */
  public Problem problem() {
    return problem;
  }

  /** What happened. */
  public String what() {
    return problem.what();
  }

  /** What the user can do. */
  public String remedy() {
    return problem.remedy();
  }
}
