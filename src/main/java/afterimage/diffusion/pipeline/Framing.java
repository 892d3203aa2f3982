package afterimage.diffusion.pipeline;

import afterimage.image.Picture;
import afterimage.tensor.Tensor;

/**
 * How a picture of any size fits a model that wants multiples: mirrored at its right and bottom
 * edges, and cropped back.
 *
 * @param width of the picture
 * @param height of the picture
 * @param paddedWidth what the model sees
 * @param paddedHeight what the model sees
 */
public record Framing(int width, int height, int paddedWidth, int paddedHeight) {
  private static final int CHANNELS = 3;

  /**
   * The smallest frame around a picture.
   *
   * @param multiple that the sides must be of
   * @param least that the sides must be
   */
  public static Framing of(int width, int height, int multiple, int least) {
    return new Framing(
        width, height, roundUp(width, multiple, least), roundUp(height, multiple, least));
  }

  private static int roundUp(int side, int multiple, int least) {
    return Math.ceilDiv(Math.max(side, least), multiple) * multiple;
  }

  /** The framed picture, [1, 3, height, width] in [-1, 1]. */
  public Tensor pad(Picture picture) {
    return pad(picture, 2, -1);
  }

  /** The same in [0, 1], as control pictures are. */
  public Tensor padFromZero(Picture picture) {
    return pad(picture, 1, 0);
  }

  private Tensor pad(Picture picture, float scale, float offset) {
    Tensor pixels = Tensor.zeros(1, CHANNELS, paddedHeight, paddedWidth);
    float[] data = pixels.data();
    int plane = paddedHeight * paddedWidth;
    int[] columns = new int[paddedWidth];
    for (int x = 0; x < paddedWidth; x++) {
      columns[x] = mirror(x, width);
    }
    for (int y = 0; y < paddedHeight; y++) {
      int row = mirror(y, height);
      for (int x = 0; x < paddedWidth; x++) {
        int at = y * paddedWidth + x;
        for (int channel = 0; channel < CHANNELS; channel++) {
          data[channel * plane + at] = scale * picture.sample(columns[x], row, channel) + offset;
        }
      }
    }
    return pixels;
  }

  /** Where a position lies that runs past the end and is reflected there, again and again. */
  static int mirror(int position, int size) {
    if (size == 1) {
      return 0;
    }
    int period = 2 * (size - 1);
    int within = position % period;
    return within < size ? within : period - within;
  }

  /**
   * The picture's area of what the model made.
   *
   * @param pixels [1, 3, height, width]; values beyond [-1, 1] are clamped
   * @param bitDepth 8 or 16
   */
  public Picture crop(Tensor pixels, int bitDepth) {
    int plane = paddedHeight * paddedWidth;
    byte[] bytes = new byte[bitDepth == 8 ? width * height * CHANNELS : 0];
    short[] shorts = new short[bitDepth == 16 ? width * height * CHANNELS : 0];
    int most = bitDepth == 16 ? 65535 : 255;
    int to = 0;
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        for (int channel = 0; channel < CHANNELS; channel++) {
          float value = pixels.data()[channel * plane + y * paddedWidth + x];
          int quantised = (int) Math.rint(Math.clamp(value / 2 + 0.5f, 0f, 1f) * most);
          if (bitDepth == 16) {
            shorts[to++] = (short) quantised;
          } else {
            bytes[to++] = (byte) quantised;
          }
        }
      }
    }
    return bitDepth == 16
        ? Picture.of16Bit(width, height, shorts, null)
        : Picture.of8Bit(width, height, bytes, null);
  }
}
