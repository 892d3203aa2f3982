package afterimage.engine;

import afterimage.message.Problem;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Something that the user can understand and often mend: what happened, and what to do. */
public final class EngineException extends Exception {
  private static final long serialVersionUID = 1L;

  /** What else to try, for a front end to say by which of its own means. */
  public enum Alternative {
    /** Another device, or the engine's own choice among them. */
    ANOTHER_DEVICE,
    /** The processor, where a run failed on any device. */
    THE_PROCESSOR,
    /** The refiner takes the finished picture instead of the base model's latents. */
    REFINING_THE_FINISHED_PICTURE,
    /** A VAE in place of the model's own, or of none. */
    ANOTHER_VAE,
    /** A model whose text encoders and VAE another uses. */
    PARTS_OF_ANOTHER_MODEL
  }

  private final Problem problem;
  private final @Nullable Alternative alternative;

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
    this(problem, null, cause);
  }

  /**
   * @param what what happened, naming the file or value; one sentence
   * @param remedy what the user can do; one sentence
   * @param alternative what the remedy speaks of
   * @param cause for the log, never for the user
   */
  public EngineException(
      String what, String remedy, Alternative alternative, @Nullable Throwable cause) {
    this(new Problem(what, remedy), alternative, cause);
  }

  private EngineException(
      Problem problem, @Nullable Alternative alternative, @Nullable Throwable cause) {
    super(problem.sentence(), cause);
    this.problem = problem;
    this.alternative = alternative;
  }

  /** What the remedy speaks of, if a front end has means of its own for it. */
  public Optional<Alternative> alternative() {
    return Optional.ofNullable(alternative);
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
