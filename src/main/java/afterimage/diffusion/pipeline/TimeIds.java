package afterimage.diffusion.pipeline;

import afterimage.diffusion.pipeline.SizeCondition.Extent;
import afterimage.tensor.Tensor;
import java.util.List;

/**
 * The numbers that SDXL calls time ids, as diffusers' two pipelines put them together.
 *
 * @param positive [1, ids]
 * @param negative [1, ids]
 */
record TimeIds(Tensor positive, Tensor negative) {

  /**
   * Of an image-to-image run. What the negative side leaves open is taken from the positive one;
   * without aesthetic scores diffusers ignores the negative crop.
   */
  static TimeIds ofImageToImage(
      SizeCondition size, SizeCondition negativeSize, Extent run, boolean aestheticScore) {
    SizeCondition negative =
        new SizeCondition(
            negativeSize.original() == null ? size.original() : negativeSize.original(),
            aestheticScore ? negativeSize.crop() : size.crop(),
            negativeSize.target() == null ? size.target() : negativeSize.target(),
            negativeSize.aestheticScore());
    return aestheticScore
        ? new TimeIds(size.withAestheticScore(run), negative.withAestheticScore(run))
        : new TimeIds(size.withTarget(run), negative.withTarget(run));
  }

  /** Of a text-to-image run; the negative side equals the positive one unless it says its sizes. */
  static TimeIds ofTextToImage(SizeCondition size, SizeCondition negativeSize, Extent run) {
    Tensor positive = size.withTarget(run);
    boolean separate = negativeSize.original() != null && negativeSize.target() != null;
    return new TimeIds(positive, separate ? negativeSize.withTarget(run) : positive);
  }

  /** One row a picture; with guidance the negative rows first. */
  Tensor batch(int images, boolean guided) {
    Tensor rows = positive.repeat(images);
    return guided ? Tensor.concat(0, List.of(negative.repeat(images), rows)) : rows;
  }
}
