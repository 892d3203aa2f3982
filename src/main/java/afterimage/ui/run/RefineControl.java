package afterimage.ui.run;

import afterimage.engine.Device;
import afterimage.engine.ModelInfo;
import afterimage.engine.PreviewFrame;
import afterimage.engine.RefineRequest;
import afterimage.engine.RefineResult;
import afterimage.engine.RefineSettings;
import afterimage.job.Job;
import afterimage.job.JobListener;
import afterimage.job.JobQueue;
import afterimage.job.JobState;
import afterimage.ui.file.FxPictures;
import afterimage.ui.inspector.InspectorModel;
import afterimage.ui.session.RefinedPicture;
import afterimage.ui.session.Session;
import afterimage.ui.session.Source;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import javafx.application.Platform;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.scene.image.Image;
import org.jspecify.annotations.Nullable;

/** Refines the picture on the canvas, one at a time. For the FX thread. */
public final class RefineControl {
  private final JobQueue queue;
  private final Session session;
  private final InspectorModel values;
  private final Supplier<Device> device;
  private final Executor workers;
  private final Reports reports;
  private final ReadOnlyObjectWrapper<@Nullable Run> run = new ReadOnlyObjectWrapper<>();

  /**
   * A refine at work.
   *
   * @param source what is refined
   * @param state where it stands
   * @param frame the latest preview, or null before the first
   */
  public record Run(Source source, JobState state, @Nullable Image frame) {}

  /** Hears how refines end, on the FX thread. */
  public interface Reports {

    /** A refine begins with these values. */
    void started(ModelInfo model, RefineSettings settings);

    void done(Source source, RefineResult result);

    void failed(String what, String remedy);

    void notice(String message);
  }

  private @Nullable Job job;

  /**
   * @param queue where refines go
   * @param session has the picture and takes the result
   * @param values the inspector's
   * @param device where to run
   * @param workers where results are made ready for the canvas
   * @param reports hears how refines end
   */
  public RefineControl(
      JobQueue queue,
      Session session,
      InspectorModel values,
      Supplier<Device> device,
      Executor workers,
      Reports reports) {
    this.queue = queue;
    this.session = session;
    this.values = values;
    this.device = device;
    this.workers = workers;
    this.reports = reports;
  }

  /** The refine at work; null while there is none. */
  public ReadOnlyObjectProperty<@Nullable Run> runProperty() {
    return run.getReadOnlyProperty();
  }

  /** Starts, if a picture and a model are there and nothing is at work. */
  public void refine() {
    ModelInfo model = values.modelProperty().get();
    Session.Shown shown = session.shownProperty().get();
    if (model == null || shown == null || run.get() != null) {
      return;
    }
    RefineSettings settings = values.settingsForRun();
    Source source = shown.source();
    run.set(new Run(source, new JobState.Queued(), null));
    source.busyProperty().set(true);
    reports.started(model, settings);
    job =
        queue.submit(
            new RefineRequest(
                shown.loaded().picture(), model.directory(), settings, device.get(), null),
            new ToFx(source));
  }

  /** Stops the refine at work. */
  public void cancel() {
    if (job != null) {
      job.cancel();
    }
  }

  private void stateChanged(Source source, JobState state) {
    Run now = run.get();
    if (now == null) {
      return;
    }
    switch (state) {
      case JobState.Queued _, JobState.Running _ -> run.set(new Run(source, state, now.frame));
      case JobState.Done(RefineResult result) ->
          workers.execute(
              () -> {
                RefinedPicture refined = RefinedPicture.of(result);
                Platform.runLater(() -> finish(source, () -> done(source, refined)));
              });
      case JobState.Failed(String what, String remedy) ->
          finish(source, () -> reports.failed(what, remedy));
      case JobState.Cancelled _ -> finish(source, () -> {});
    }
  }

  private void done(Source source, RefinedPicture refined) {
    source.add(refined);
    reports.done(source, refined.result());
  }

  /** Ends the run after {@code last}, so that the canvas goes from the last frame to the result. */
  private void finish(Source source, Runnable last) {
    last.run();
    job = null;
    source.busyProperty().set(false);
    run.set(null);
  }

  private void frameArrived(Source source, PreviewFrame frame) {
    Run now = run.get();
    if (now != null && now.source == source) {
      Image image = FxPictures.image(frame.width(), frame.height(), frame.argb());
      run.set(new Run(source, now.state, image));
    }
  }

  /** Brings a job's news from the inference thread to the FX thread. */
  private final class ToFx implements JobListener {
    private final LatestOnFx<JobState> states;
    private final LatestOnFx<PreviewFrame> frames;

    ToFx(Source source) {
      states = new LatestOnFx<>(state -> stateChanged(source, state));
      frames = new LatestOnFx<>(frame -> frameArrived(source, frame));
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
      Platform.runLater(() -> reports.notice(message));
    }
  }
}
