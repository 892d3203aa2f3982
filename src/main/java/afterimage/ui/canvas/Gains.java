package afterimage.ui.canvas;

import javafx.beans.property.ReadOnlyDoubleProperty;
import javafx.beans.property.ReadOnlyDoubleWrapper;

/**
 * How much difference and heat map enlarge what has changed. Each has a gain of its own: colours
 * move by a few levels, structure by a good part of what it can. For the FX thread.
 */
public final class Gains {
  private static final double LEAST = 0.25;
  private static final double MOST = 32;
  private static final double STEP = 2;

  private final ReadOnlyDoubleWrapper difference = new ReadOnlyDoubleWrapper(4);
  private final ReadOnlyDoubleWrapper heatMap = new ReadOnlyDoubleWrapper(1);

  /** A mode's gain; that of the heat map for every mode but the difference. */
  public ReadOnlyDoubleProperty property(CompareMode mode) {
    return wrapper(mode).getReadOnlyProperty();
  }

  /** A mode's gain now. */
  public double of(CompareMode mode) {
    return wrapper(mode).get();
  }

  /** Takes a gain over, brought into its range; one that is no positive number is left alone. */
  public void set(CompareMode mode, double gain) {
    if (gain > 0) {
      wrapper(mode).set(Math.clamp(gain, LEAST, MOST));
    }
  }

  /** Shows smaller changes of a mode; nothing for modes without a gain. */
  public void raise(CompareMode mode) {
    multiply(mode, STEP);
  }

  /** Shows only larger changes of a mode; nothing for modes without a gain. */
  public void lower(CompareMode mode) {
    multiply(mode, 1 / STEP);
  }

  /** Whether a mode's gain is as large as it gets. */
  public boolean isMost(CompareMode mode) {
    return of(mode) >= MOST;
  }

  /** Whether a mode's gain is as small as it gets. */
  public boolean isLeast(CompareMode mode) {
    return of(mode) <= LEAST;
  }

  /** Tells whenever one of them changes. */
  void subscribe(Runnable changed) {
    difference.subscribe(changed);
    heatMap.subscribe(changed);
  }

  private void multiply(CompareMode mode, double factor) {
    if (mode.isMadeOfBoth()) {
      set(mode, of(mode) * factor);
    }
  }

  private ReadOnlyDoubleWrapper wrapper(CompareMode mode) {
    return mode == CompareMode.DIFFERENCE ? difference : heatMap;
  }
}
