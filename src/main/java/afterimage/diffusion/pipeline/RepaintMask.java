package afterimage.diffusion.pipeline;

import afterimage.tensor.Tensor;
import java.util.Arrays;

/**
 * Where a run repaints pictures.
 *
 * @param latents [1, 1, height, width] of the latents, 1 where the source is repainted and 0 where
 *     it stays, for UNets that know no masks
 * @param hidden [1, 1, height, width] of the pictures, 1 for pixels that an inpainting UNet is not
 *     shown and 0 for the others
 */
public record RepaintMask(Tensor latents, Tensor hidden) {

  /** Everything. */
  static RepaintMask everywhere(int height, int width, int factor) {
    return new RepaintMask(ones(height / factor, width / factor), ones(height, width));
  }

  private static Tensor ones(int height, int width) {
    Tensor ones = Tensor.zeros(1, 1, height, width);
    Arrays.fill(ones.data(), 1);
    return ones;
  }

  /**
   * The hidden pixels as an inpainting UNet sees them: of each position the first pixel, as torch's
   * nearest neighbour is.
   *
   * @param factor pixels that a position covers in each direction
   * @return [1, 1, height, width] of the latents
   */
  Tensor hiddenLatents(int factor) {
    int rows = hidden.dim(2) / factor;
    int columns = hidden.dim(3) / factor;
    Tensor mask = Tensor.zeros(1, 1, rows, columns);
    for (int row = 0; row < rows; row++) {
      for (int column = 0; column < columns; column++) {
        mask.data()[row * columns + column] =
            hidden.data()[row * factor * hidden.dim(3) + column * factor];
      }
    }
    return mask;
  }

  /** Pictures with what is hidden in mid-grey: [pictures, 3, height, width] in [-1, 1]. */
  Tensor without(Tensor pictures) {
    Tensor seen = pictures.copy();
    int plane = hidden.data().length;
    for (int i = 0; i < seen.data().length; i++) {
      seen.data()[i] *= 1 - hidden.data()[i % plane];
    }
    return seen;
  }
}
