package afterimage.ui.run;

import afterimage.engine.PreviewFrame;
import afterimage.job.Job;
import afterimage.job.JobListener;
import afterimage.job.JobState;
import java.util.function.Consumer;
import javafx.application.Platform;

/** Brings a job's news from the inference thread to the FX thread. */
final class FxJobListener implements JobListener {
  private final LatestOnFx<JobState> states;
  private final LatestOnFx<PreviewFrame> frames;
  private final Consumer<String> notices;

  FxJobListener(
      Consumer<JobState> states, Consumer<PreviewFrame> frames, Consumer<String> notices) {
    this.states = new LatestOnFx<>(states);
    this.frames = new LatestOnFx<>(frames);
    this.notices = notices;
  }

  @Override
  public void changed(Job changed, JobState state) {
    states.send(state);
  }

  @Override
  public void preview(Job previewed, PreviewFrame frame) {
    frames.send(frame);
  }

  @Override
  public void notice(Job noticed, String message) {
    Platform.runLater(() -> notices.accept(message));
  }
}
