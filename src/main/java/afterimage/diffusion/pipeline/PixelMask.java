package afterimage.diffusion.pipeline;

import afterimage.engine.PixelArea;
import afterimage.engine.PixelSize;
import afterimage.image.LanczosResampling;
import afterimage.image.Picture;
import afterimage.tensor.Tensor;
import java.util.Optional;

/**
 * Which of a picture's pixels are repainted.
 *
 * @param width of the picture
 * @param height of the picture
 * @param shares one a pixel in [0, 1], rows from the top: 1 is repainted, 0 stays
 */
public record PixelMask(int width, int height, float[] shares) {
  // Rec. 709's weights.
  private static final float RED = 0.2126f;
  private static final float GREEN = 0.7152f;
  private static final float BLUE = 0.0722f;

  /** No share that is less changes a sample, not even of 16 bits. */
  private static final float LEAST = 0.5f / 65535;

  /** diffusers' threshold. */
  private static final float HALF = 0.5f;

  /**
   * From a picture's brightness, transparent parts black, resized to {@code width} × {@code height}
   * by linear interpolation.
   *
   * @param blur radius in pixels by which edges are softened, 0 for none
   */
  public static PixelMask of(Picture mask, int width, int height, int blur) {
    float[] shares = new float[width * height];
    for (int y = 0; y < height; y++) {
      float v = Math.clamp((y + 0.5f) * mask.height() / height - 0.5f, 0f, mask.height() - 1f);
      for (int x = 0; x < width; x++) {
        float u = Math.clamp((x + 0.5f) * mask.width() / width - 0.5f, 0f, mask.width() - 1f);
        shares[y * width + x] = at(mask, u, v);
      }
    }
    return new PixelMask(width, height, soft(shares, width, blur));
  }

  /** Three box blurs make nearly a Gaussian; their radii add up to the one that was asked for. */
  private static float[] soft(float[] shares, int width, int blur) {
    float[] softened = shares;
    int left = blur;
    for (int pass = 3; pass >= 1; pass--) {
      int radius = left / pass;
      left -= radius;
      if (radius > 0) {
        softened = BoxBlur.apply(softened, width, radius);
      }
    }
    return softened;
  }

  private static float at(Picture mask, float u, float v) {
    int x = (int) u;
    int y = (int) v;
    int right = Math.min(x + 1, mask.width() - 1);
    int below = Math.min(y + 1, mask.height() - 1);
    float dx = u - x;
    float dy = v - y;
    float upper = brightness(mask, x, y) * (1 - dx) + brightness(mask, right, y) * dx;
    float lower = brightness(mask, x, below) * (1 - dx) + brightness(mask, right, below) * dx;
    return Math.clamp(upper * (1 - dy) + lower * dy, 0f, 1f);
  }

  private static float brightness(Picture mask, int x, int y) {
    float light =
        RED * mask.sample(x, y, 0) + GREEN * mask.sample(x, y, 1) + BLUE * mask.sample(x, y, 2);
    return light * mask.alpha(x, y);
  }

  /**
   * The mask as latents see it: a position is repainted as much as the pixel that is repainted most
   * inside it. The pixels' own shares are heeded by {@link #compose}.
   *
   * @param framing of the picture
   * @param factor pixels that a position covers in each direction
   * @return [1, 1, height, width]
   */
  public Tensor latents(Framing framing, int factor) {
    int rows = framing.paddedHeight() / factor;
    int columns = framing.paddedWidth() / factor;
    Tensor mask = Tensor.zeros(1, 1, rows, columns);
    for (int row = 0; row < rows; row++) {
      for (int column = 0; column < columns; column++) {
        float most = 0;
        for (int dy = 0; dy < factor; dy++) {
          int y = Framing.mirror(row * factor + dy, height);
          for (int dx = 0; dx < factor; dx++) {
            int x = Framing.mirror(column * factor + dx, width);
            most = Math.max(most, shares[y * width + x]);
          }
        }
        mask.data()[row * columns + column] = most;
      }
    }
    return mask;
  }

  /**
   * Whether a position lies within the mask, as an inpainting model is told: from one half on.
   *
   * @param framing of the picture
   * @return [1, 1, height, width] of the framed picture, 1 inside and 0 outside
   */
  public Tensor hidden(Framing framing) {
    Tensor hidden = Tensor.zeros(1, 1, framing.paddedHeight(), framing.paddedWidth());
    for (int row = 0; row < framing.paddedHeight(); row++) {
      int y = Framing.mirror(row, height);
      for (int column = 0; column < framing.paddedWidth(); column++) {
        int x = Framing.mirror(column, width);
        hidden.data()[row * framing.paddedWidth() + column] = shares[y * width + x] >= HALF ? 1 : 0;
      }
    }
    return hidden;
  }

  /** The smallest area with all that may change; nothing where nothing may. */
  public Optional<PixelArea> bounds() {
    return PixelArea.around(new PixelSize(width, height), pixel -> shares[pixel] >= LEAST);
  }

  /** The mask of a part of the picture, in another size. */
  public PixelMask part(PixelArea area, int toWidth, int toHeight) {
    float[] cut = new float[area.width() * area.height()];
    for (int y = 0; y < area.height(); y++) {
      int from = (area.y() + y) * width + area.x();
      System.arraycopy(shares, from, cut, y * area.width(), area.width());
    }
    return new PixelMask(
        toWidth, toHeight, LanczosResampling.resize(cut, area.width(), toWidth, toHeight));
  }

  /** The refined picture where the mask says so, the source elsewhere, bit for bit. */
  public Picture compose(Picture source, Picture refined) {
    boolean deep = source.bitDepth() == 16;
    int most = deep ? 65535 : 255;
    short[] shorts = new short[deep ? shares.length * 3 : 0];
    byte[] bytes = new byte[deep ? 0 : shares.length * 3];
    for (int i = 0; i < shares.length; i++) {
      int x = i % width;
      int y = i / width;
      for (int channel = 0; channel < 3; channel++) {
        double old = source.sample(x, y, channel);
        double mixed = old + shares[i] * (refined.sample(x, y, channel) - old);
        int value = (int) Math.rint(mixed * most);
        if (deep) {
          shorts[3 * i + channel] = (short) value;
        } else {
          bytes[3 * i + channel] = (byte) value;
        }
      }
    }
    Picture composed =
        deep
            ? Picture.of16Bit(width, height, shorts, null)
            : Picture.of8Bit(width, height, bytes, null);
    return source.hasAlpha() ? composed.withAlphaOf(source) : composed;
  }
}
