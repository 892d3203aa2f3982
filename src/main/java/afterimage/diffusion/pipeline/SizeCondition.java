package afterimage.diffusion.pipeline;

import afterimage.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * SDXL's micro-conditioning of one side, prompt or negative prompt (Podell et al., 2.2).
 *
 * @param original size before any resizing, or null for the size of the run
 * @param crop top left corner of the crop
 * @param target size that the crop was resized to, or null for the size of the run
 * @param aestheticScore 1 to 10, for models that know it
 */
public record SizeCondition(
    @Nullable Extent original, Extent crop, @Nullable Extent target, double aestheticScore) {

  /** Everything as the run has it. */
  public static SizeCondition ofRun(double aestheticScore) {
    return new SizeCondition(null, new Extent(0, 0), null, aestheticScore);
  }

  /**
   * A height and a width, or a position from the top and from the left, in pixels.
   *
   * @param vertical height or top
   * @param horizontal width or left
   */
  public record Extent(int vertical, int horizontal) {}

  /** Five time ids, [1, 5]: original size, crop, aesthetic score. */
  Tensor withAestheticScore(Extent run) {
    Extent size = original == null ? run : original;
    return row(
        size.vertical, size.horizontal, crop.vertical, crop.horizontal, (float) aestheticScore);
  }

  /** Six time ids, [1, 6]: original size, crop, target size. */
  Tensor withTarget(Extent run) {
    Extent from = original == null ? run : original;
    Extent to = target == null ? run : target;
    return row(
        from.vertical, from.horizontal, crop.vertical, crop.horizontal, to.vertical, to.horizontal);
  }

  private static Tensor row(float... ids) {
    return new Tensor(new int[] {1, ids.length}, ids);
  }
}
