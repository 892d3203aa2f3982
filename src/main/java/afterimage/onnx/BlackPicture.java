package afterimage.onnx;

import afterimage.engine.EngineException;
import afterimage.image.Picture;
import afterimage.message.Messages;
import afterimage.tensor.Tensor;

/** Notices the black picture that an autoencoder makes whose numbers have overflowed. */
final class BlackPicture {
  /** In [-1, 1]: half a level of 255 above black. */
  private static final float BLACK = -1 + 1f / 255;

  private BlackPicture() {}

  /**
   * Returns if the result is not black, or the source is as well.
   *
   * @param result [1, 3, height, width], about [-1, 1]
   */
  static void refuse(Tensor result, Picture source) throws EngineException {
    if (isBlack(result) && !isBlack(source)) {
      throw new EngineException(
          Messages.of("onnx.black"), Messages.of("diffusion.halfPrecision.remedy"));
    }
  }

  /** Whether every value is within half a level of black. */
  static boolean isBlack(Tensor pixels) {
    for (float value : pixels.data()) {
      if (value > BLACK) {
        return false;
      }
    }
    return true;
  }

  private static boolean isBlack(Picture picture) {
    for (int y = 0; y < picture.height(); y++) {
      for (int x = 0; x < picture.width(); x++) {
        for (int channel = 0; channel < 3; channel++) {
          if (2 * picture.sample(x, y, channel) - 1 > BLACK) {
            return false;
          }
        }
      }
    }
    return true;
  }
}
