package afterimage.ui.run;

import afterimage.job.JobState;
import afterimage.message.Problem;
import afterimage.ui.text.Texts;
import java.time.Duration;
import java.util.Locale;
import javafx.scene.control.ProgressBar;

/** Where a refine stands, in words and as a share. */
public final class RunText {
  private RunText() {}

  public static String phase(JobState state) {
    return switch (state) {
      case JobState.Running(var at, int step, int steps, var _) ->
          step > 0 && step < steps
              ? Texts.of("step", step, steps)
              : Texts.of("phase." + at.name().toLowerCase(Locale.ROOT));
      case JobState.Queued _ -> Texts.of("phase.waiting");
      case JobState.Done _ -> Texts.of("phase.done");
      case JobState.Failed(Problem problem) -> problem.what();
      case JobState.Held(Problem problem) -> problem.what();
      case JobState.Cancelled _ -> Texts.of("phase.cancelled");
    };
  }

  /** From 0 to 1, or indeterminate. */
  public static double progress(JobState state) {
    return state instanceof JobState.Running(var _, int step, int steps, var _) && step > 0
        ? (double) step / steps
        : ProgressBar.INDETERMINATE_PROGRESS;
  }

  /** How long it will take, or nothing while nobody can tell. */
  public static String remaining(JobState state) {
    return state instanceof JobState.Running(var _, var _, var _, Duration left)
            && left != null
            && !left.isZero()
        ? left(left)
        : "";
  }

  /** A time that is left, roughly. */
  public static String left(Duration time) {
    long seconds = Math.max(1, Math.round(time.toMillis() / 1000.0));
    long minutes = Math.round(seconds / 60.0);
    if (seconds < 60) {
      return Texts.of("eta.seconds", seconds);
    }
    return minutes < 60
        ? Texts.of("eta.minutes", minutes)
        : Texts.of("eta.hours", minutes / 60, minutes % 60);
  }
}
