package afterimage.ui.canvas;

import java.util.EnumMap;
import java.util.Map;
import javafx.beans.property.ReadOnlyDoubleProperty;
import javafx.beans.property.ReadOnlyDoubleWrapper;

/**
 * How much modes that are made of both sides enlarge what has changed. Each has a gain of its own;
 * that of all others is 1. For the FX thread.
 */
public final class Gains {
  private static final double MIN = 0.25;
  private static final double MAX = 32;
  private static final double STEP = 2;

  private final Map<CompareMode, ReadOnlyDoubleWrapper> gains = new EnumMap<>(CompareMode.class);
  private final ReadOnlyDoubleProperty none = new ReadOnlyDoubleWrapper(1).getReadOnlyProperty();

  /** The usual ones. */
  public Gains() {
    for (CompareMode mode : CompareMode.values()) {
      mode.derivation()
          .ifPresent(how -> gains.put(mode, new ReadOnlyDoubleWrapper(how.usualGain())));
    }
  }

  /** A mode's gain. */
  public ReadOnlyDoubleProperty property(CompareMode mode) {
    ReadOnlyDoubleWrapper own = gains.get(mode);
    return own == null ? none : own.getReadOnlyProperty();
  }

  /** A mode's gain now. */
  public double of(CompareMode mode) {
    return property(mode).get();
  }

  /**
   * Takes a gain over, brought into its range; one that is no positive number is left alone, and so
   * is that of a mode without a gain.
   */
  public void set(CompareMode mode, double gain) {
    ReadOnlyDoubleWrapper own = gains.get(mode);
    if (own != null && gain > 0) {
      own.set(Math.clamp(gain, MIN, MAX));
    }
  }

  /** Shows smaller changes of a mode; nothing for modes without a gain. */
  public void raise(CompareMode mode) {
    set(mode, of(mode) * STEP);
  }

  /** Shows only larger changes of a mode; nothing for modes without a gain. */
  public void lower(CompareMode mode) {
    set(mode, of(mode) / STEP);
  }

  /** Whether a mode's gain is as large as it gets. */
  public boolean isMax(CompareMode mode) {
    return of(mode) >= MAX;
  }

  /** Whether a mode's gain is as small as it gets. */
  public boolean isMin(CompareMode mode) {
    return of(mode) <= MIN;
  }

  /** Tells whenever one of them changes. */
  public void subscribe(Runnable changed) {
    gains.values().forEach(gain -> gain.subscribe(changed));
  }
}
