package afterimage.ui.trials;

import afterimage.engine.Device;
import afterimage.engine.ImageRequest;
import afterimage.engine.ImageResult;
import afterimage.engine.ModelInfo;
import afterimage.engine.PreviewFrame;
import afterimage.engine.RefineSettings;
import afterimage.image.Picture;
import afterimage.job.Job;
import afterimage.job.JobListener;
import afterimage.job.JobState;
import afterimage.job.JournalledQueue;
import afterimage.ui.canvas.FxPictures;
import afterimage.ui.canvas.MipPyramid;
import afterimage.ui.inspector.InspectorModel;
import afterimage.ui.run.LatestOnFx;
import afterimage.ui.session.Session;
import afterimage.ui.session.Source;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import javafx.application.Platform;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleObjectProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import javafx.scene.image.Image;
import org.jspecify.annotations.Nullable;

/**
 * Runs a series on the shown picture, made smaller where it is large: the choice of a strength or a
 * seed does not need every pixel. The picture is encoded once. For the FX thread.
 */
public final class TrialsModel {
  /** About 720 × 720: a second or two each for the built-in model. */
  static final long MAX_PIXELS = 1 << 19;

  private final JournalledQueue queue;
  private final Session session;
  private final InspectorModel values;
  private final Supplier<Device> device;
  private final Executor workers;
  private final Adoption adoption;
  private final RandomGenerator random;
  private final ObservableList<Trial> trials = FXCollections.observableArrayList();
  private final ReadOnlyObjectWrapper<@Nullable Series> series = new ReadOnlyObjectWrapper<>();
  private final ObjectProperty<@Nullable Trial> peeked = new SimpleObjectProperty<>();

  /** What happens to the trial that the user likes best. */
  @FunctionalInterface
  public interface Adoption {
    void adopt(Source source, ModelInfo model, RefineSettings settings);
  }

  /**
   * @param queue runs them
   * @param session has the picture
   * @param values what they begin with, and what an adopted one changes
   * @param device where to run
   * @param workers where pictures are made smaller and results ready
   * @param adoption refines the whole picture
   * @param random where new seeds come from
   */
  public TrialsModel(
      JournalledQueue queue,
      Session session,
      InspectorModel values,
      Supplier<Device> device,
      Executor workers,
      Adoption adoption,
      RandomGenerator random) {
    this.queue = queue;
    this.session = session;
    this.values = values;
    this.device = device;
    this.workers = workers;
    this.adoption = adoption;
    this.random = random;
    session.shownProperty().subscribe(this::endForOther);
  }

  /** What is being tried, in order. */
  public ObservableList<Trial> trials() {
    return trials;
  }

  /** Which series it is; null while there is none. */
  public ReadOnlyObjectProperty<@Nullable Series> seriesProperty() {
    return series.getReadOnlyProperty();
  }

  /** The one that the canvas shows for the moment, or null. */
  public ObjectProperty<@Nullable Trial> peekedProperty() {
    return peeked;
  }

  /**
   * Begins a series for the shown picture, in the place of any other.
   *
   * @param count how many, for seeds
   */
  public void begin(Series next, int count) {
    Session.Shown shown = session.shownProperty().get();
    ModelInfo model = values.modelProperty().get();
    if (shown == null || model == null || !values.typed().takeOver()) {
      return;
    }
    end();
    List<Trial> begun =
        next.of(values.settings(), count, random).stream()
            .map(settings -> new Trial(shown.source(), settings))
            .toList();
    series.set(next);
    trials.setAll(begun);
    MipPyramid pyramid = shown.loaded().pyramid();
    workers.execute(
        () -> {
          Picture picture = pyramid.picture(pyramid.levelOfAtMost(MAX_PIXELS));
          Platform.runLater(() -> submit(begun, picture, model));
        });
  }

  /** Opens a series, or ends it if it is there. */
  public void toggle(Series wanted, int count) {
    if (series.get() == wanted) {
      end();
    } else {
      begin(wanted, count);
    }
  }

  /** Stops what runs and forgets the rest. */
  public void end() {
    trials.forEach(Trial::cancel);
    peeked.set(null);
    trials.clear();
    series.set(null);
  }

  /** A series under another picture than its own would mislead. */
  private void endForOther(Session.@Nullable Shown shown) {
    if (!trials.isEmpty()
        && (shown == null || !shown.source().equals(trials.getFirst().source()))) {
      end();
    }
  }

  /** Takes a trial's settings over and refines the whole picture with them. */
  public void adopt(Trial trial) {
    ModelInfo model = values.modelProperty().get();
    if (model == null) {
      return;
    }
    trials.forEach(Trial::cancel);
    peeked.set(null);
    RefineSettings settings = trial.settings();
    values.strengthProperty().set(settings.strength());
    values.stepsProperty().set(settings.steps());
    values.seedProperty().set(settings.seed());
    values.seedLockedProperty().set(true);
    adoption.adopt(trial.source(), model, settings);
  }

  private void submit(List<Trial> begun, Picture picture, ModelInfo model) {
    if (!trials.equals(begun)) {
      return; // Ended while the picture was made smaller.
    }
    for (Trial trial : begun) {
      ImageRequest request =
          new ImageRequest(
              new ImageRequest.Start.FromPicture(picture, null),
              values.ref(model),
              trial.settings(),
              device.get());
      trial.runsAs(queue.attempt(request, new Watch(trial)));
    }
  }

  /** Brings a trial's news to the FX thread. */
  private final class Watch implements JobListener {
    private final Trial trial;
    private final LatestOnFx<JobState> states;
    private final LatestOnFx<PreviewFrame> frames;

    Watch(Trial trial) {
      this.trial = trial;
      states = new LatestOnFx<>(trial.stateProperty()::set);
      frames =
          new LatestOnFx<>(
              frame ->
                  trial
                      .imageProperty()
                      .set(FxPictures.image(frame.width(), frame.height(), frame.argb())));
    }

    @Override
    public void changed(Job changed, JobState state) {
      if (state instanceof JobState.Done(ImageResult result)) {
        workers.execute(
            () -> {
              MipPyramid pyramid = MipPyramid.of(result.picture());
              Image image =
                  FxPictures.image(pyramid.width(0), pyramid.height(0), pyramid.pixels(0));
              Platform.runLater(
                  () -> {
                    trial.imageProperty().set(image);
                    trial.stateProperty().set(state);
                  });
            });
      } else {
        states.send(state);
      }
    }

    @Override
    public void preview(Job previewed, PreviewFrame frame) {
      frames.send(frame);
    }
  }
}
