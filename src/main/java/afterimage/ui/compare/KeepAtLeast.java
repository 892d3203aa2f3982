package afterimage.ui.compare;

import afterimage.engine.AdvancedSettings;
import afterimage.ui.canvas.LikenessLimit;
import afterimage.ui.inspector.AdvancedValues;
import javafx.beans.property.DoubleProperty;
import javafx.beans.property.SimpleDoubleProperty;

/** The floor of the next run's likeness, as a limit that can be switched on and off. */
public final class KeepAtLeast {
  private final LikenessLimit limit = new LikenessLimit();
  private final DoubleProperty floor;
  private boolean following;

  private KeepAtLeast(AdvancedValues values) {
    floor =
        values.follow(
            new SimpleDoubleProperty(),
            AdvancedSettings::keepAtLeast,
            (settings, value) -> settings.withKeepAtLeast(value.doubleValue()));
    floor.subscribe(value -> show(value.doubleValue()));
    limit.onProperty().subscribe(_ -> set());
    limit.minProperty().subscribe(_ -> set());
  }

  /** A limit that shows and changes the inspector's floor. For the FX thread. */
  public static LikenessLimit limit(AdvancedValues values) {
    return new KeepAtLeast(values).limit;
  }

  private void show(double value) {
    following = true;
    limit.onProperty().set(value > 0);
    limit.setMin(value);
    following = false;
  }

  /** Not what it was just shown: a floor of a preset may be finer than the limit's steps. */
  private void set() {
    if (!following) {
      floor.set(limit.onProperty().get() ? limit.minProperty().get() : 0);
    }
  }
}
