package afterimage.ui.canvas;

import org.jspecify.annotations.Nullable;

/** How a compare mode makes one picture of both sides. */
interface Derivation {

  /** The gain that it begins with: how much it enlarges what has changed. */
  double usualGain();

  /** Whether it finds places that have changed, which then can be protected and need a legend. */
  boolean findsChanges();

  /**
   * Makes the picture. Works off the FX thread.
   *
   * @param after of the same size as {@code before}
   * @param known what it found for these pictures with another gain, or null
   */
  Derived make(MipPyramid before, MipPyramid after, double gain, @Nullable ChangeGrid known);

  /**
   * What was made.
   *
   * @param changes where the sides differ; null if it was not asked
   */
  record Derived(Side side, @Nullable ChangeGrid changes) {}
}
