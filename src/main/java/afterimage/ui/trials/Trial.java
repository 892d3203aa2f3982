package afterimage.ui.trials;

import afterimage.engine.RefineSettings;
import afterimage.job.Job;
import afterimage.job.JobState;
import afterimage.ui.session.Source;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.scene.image.Image;
import org.jspecify.annotations.Nullable;

/** One of the settings that are tried, and how far it is. For the FX thread. */
public final class Trial {
  private final Source source;
  private final RefineSettings settings;
  private final ObjectProperty<JobState> state = new SimpleObjectProperty<>(new JobState.Queued());
  private final ObjectProperty<@Nullable Image> image = new SimpleObjectProperty<>();
  private @Nullable Job job;

  Trial(Source source, RefineSettings settings) {
    this.source = source;
    this.settings = settings;
  }

  /** Whose picture it is tried on. */
  public Source source() {
    return source;
  }

  public RefineSettings settings() {
    return settings;
  }

  /** Where it stands. */
  public ObjectProperty<JobState> stateProperty() {
    return state;
  }

  /** Its latest preview, in the end its result; null before the first. */
  public ObjectProperty<@Nullable Image> imageProperty() {
    return image;
  }

  void runsAs(Job running) {
    job = running;
  }

  void cancel() {
    if (job != null) {
      job.cancel();
    }
  }
}
