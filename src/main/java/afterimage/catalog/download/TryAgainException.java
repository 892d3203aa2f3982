package afterimage.catalog.download;

import afterimage.message.Problem;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Something that may be better the next time. */
final class TryAgainException extends Exception {
  private static final long serialVersionUID = 1L;

  private final Problem problem;
  private final @Nullable Duration wait;

  TryAgainException(Problem problem, @Nullable Throwable cause) {
    this(problem, null, cause);
  }

  /**
   * @param wait how long the server asks to wait, or null for the usual
   */
  TryAgainException(Problem problem, @Nullable Duration wait, @Nullable Throwable cause) {
    super(problem.what(), cause);
    this.problem = problem;
    this.wait = wait;
  }

  /** What people are told if it never gets better. */
  Problem problem() {
    return problem;
  }

  @Nullable Duration pause() {
    return wait;
  }
}
