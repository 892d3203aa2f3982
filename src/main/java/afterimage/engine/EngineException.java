package afterimage.engine;

import afterimage.message.Problem;
import org.jspecify.annotations.Nullable;

/** Something that the user can understand and often mend: what happened, and what to do. */
public final class EngineException extends Exception {
  private static final long serialVersionUID = 1L;

  private final Problem problem;

  /**
   * @param what what happened, naming the file or value; one sentence
   * @param remedy what the user can do; one sentence
   */
  public EngineException(String what, String remedy) {
    this(what, remedy, null);
  }

  /**
   * @param what what happened, naming the file or value; one sentence
   * @param remedy what the user can do; one sentence
   * @param cause for the log, never for the user
   */
  public EngineException(String what, String remedy, @Nullable Throwable cause) {
    this(new Problem(what, remedy), cause);
  }

  /**
   * @param problem what happened, and what the user can do
   * @param cause for the log, never for the user
   */
  public EngineException(Problem problem, @Nullable Throwable cause) {
    super(problem.sentence(), cause);
    this.problem = problem;
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
