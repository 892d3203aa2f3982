package afterimage.job;

import afterimage.engine.ImageResult;
import afterimage.engine.RefineListener.Phase;
import afterimage.message.Problem;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Where a job stands. The last three are final. */
public sealed interface JobState {

  /** Whether the job will change no more. */
  default boolean isFinal() {
    return switch (this) {
      case Queued _, Held _, Running _ -> false;
      case Done _, Failed _, Cancelled _ -> true;
    };
  }

  /** Waits for the jobs before it. */
  record Queued() implements JobState {}

  /** Waits at the head of the queue, which is paused until somebody has seen to something. */
  record Held(Problem problem) implements JobState {}

  /**
   * Is at work.
   *
   * @param phase what the engine is busy with
   * @param step denoising steps done, 0 before the first
   * @param steps denoising steps in all, 0 while unknown
   * @param remaining time to the end of denoising, or null while nobody can tell
   */
  record Running(Phase phase, int step, int steps, @Nullable Duration remaining)
      implements JobState {}

  /** Ended well. */
  record Done(ImageResult result) implements JobState {}

  /** Ended with an error. */
  record Failed(Problem problem) implements JobState {}

  /** Ended because somebody asked for it. */
  record Cancelled() implements JobState {}
}
