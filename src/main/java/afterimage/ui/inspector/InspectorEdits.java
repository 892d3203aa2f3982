package afterimage.ui.inspector;

import afterimage.engine.RefineSettings;
import java.util.function.BiConsumer;
import javafx.animation.PauseTransition;
import javafx.beans.InvalidationListener;
import javafx.beans.Observable;
import javafx.util.Duration;

/**
 * Sees what the user changes in the inspector: a drag of a slider or a typed word is one change.
 * The seed alone is none, since each run draws one. For the FX thread.
 */
public final class InspectorEdits {
  private static final Duration CALM = Duration.millis(600);

  private final InspectorModel values;
  private final BiConsumer<RefineSettings, RefineSettings> changed;
  private final PauseTransition calm = new PauseTransition(CALM);
  private RefineSettings last;

  /**
   * @param values what is watched
   * @param changed told the values before and after a change
   */
  public InspectorEdits(InspectorModel values, BiConsumer<RefineSettings, RefineSettings> changed) {
    this.values = values;
    this.changed = changed;
    this.last = values.settings();
    calm.setOnFinished(_ -> settle());
    InvalidationListener touched = _ -> calm.playFromStart();
    for (Observable value : values.all()) {
      value.addListener(touched);
    }
  }

  /** What has changed up to now is one change, and told at once. */
  public void settle() {
    calm.stop();
    RefineSettings now = values.settings();
    if (!now.withSeed(0).equals(last.withSeed(0))) {
      RefineSettings before = last;
      last = now;
      changed.accept(before, now);
    }
  }

  /** Shows values without telling it. */
  public void show(RefineSettings settings) {
    values.show(settings.withSeed(values.seedProperty().get()));
    last = values.settings();
    calm.stop();
  }

  /** What is shown now is where changes begin, as after another model was chosen. */
  public void begin() {
    last = values.settings();
    calm.stop();
  }
}
