package afterimage.ui.canvas;

import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ReadOnlyDoubleProperty;
import javafx.beans.property.ReadOnlyDoubleWrapper;
import javafx.beans.property.SimpleBooleanProperty;

/** How alike before and after should stay, as structural similarity. For the FX thread. */
public final class LikenessLimit {
  public static final double LOWEST = 0.5;
  public static final double HIGHEST = 0.99;

  private final BooleanProperty on = new SimpleBooleanProperty();
  private final ReadOnlyDoubleWrapper min = new ReadOnlyDoubleWrapper(0.9);

  /** Whether the limit counts. */
  public BooleanProperty onProperty() {
    return on;
  }

  /** The minimum similarity, in hundredths from {@value #LOWEST} to {@value #HIGHEST}. */
  public ReadOnlyDoubleProperty minProperty() {
    return min.getReadOnlyProperty();
  }

  /** Sets the minimum similarity, brought into its range; no positive number is left alone. */
  public void setMin(double ssim) {
    if (ssim > 0) {
      min.set(Math.round(Math.clamp(ssim, LOWEST, HIGHEST) * 100) / 100.0);
    }
  }

  /** Whether a similarity is too low, by the three digits that people read. */
  public boolean isBroken(double ssim) {
    return on.get() && Math.round(ssim * 1000) < Math.round(min.get() * 1000);
  }
}
