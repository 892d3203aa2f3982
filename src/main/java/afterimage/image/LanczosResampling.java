package afterimage.image;

/**
 * Another size by Lanczos' windowed sinc with three lobes, as Pillow has it: the kernel widens with
 * the scale where a picture shrinks, and ends at the picture's edges.
 */
public final class LanczosResampling {
  private static final double LOBES = 3;
  private static final int CHANNELS = 3;

  private LanczosResampling() {}

  /** The colours that sRGB shows of a picture in another size, opaque, in the same depth. */
  public static Picture resize(Picture picture, int width, int height) {
    Samples from = picture.rgb();
    int most = from.bits() == 16 ? 65535 : 255;
    float[] values = new float[from.length()];
    for (int i = 0; i < values.length; i++) {
      values[i] = from.get(i) / (float) most;
    }
    float[] resized = resize(values, picture.width(), CHANNELS, width, height, most);
    Samples to = Samples.zeros(from.bits(), resized.length);
    for (int i = 0; i < resized.length; i++) {
      to.set(i, Math.round(resized[i] * most));
    }
    return new Picture(width, height, to, null);
  }

  /**
   * A plane of shares in another size.
   *
   * @param shares rows of {@code from} values in [0, 1]
   * @return rows of {@code width} values in [0, 1]
   */
  public static float[] resize(float[] shares, int from, int width, int height) {
    return resize(shares, from, 1, width, height, 0);
  }

  /**
   * @param levels that values are rounded to in between, as Pillow does; 0 for none
   */
  private static float[] resize(
      float[] values, int from, int channels, int width, int height, int levels) {
    int rows = values.length / channels / from;
    float[] wide = new float[rows * width * channels];
    Kernel across = Kernel.of(from, width);
    for (int y = 0; y < rows; y++) {
      for (int channel = 0; channel < channels; channel++) {
        int start = y * from * channels + channel;
        across.apply(
            values, start, channels, wide, y * width * channels + channel, channels, levels);
      }
    }
    float[] resized = new float[width * height * channels];
    Kernel down = Kernel.of(rows, height);
    int row = width * channels;
    for (int column = 0; column < row; column++) {
      down.apply(wide, column, row, resized, column, row, levels);
    }
    return resized;
  }

  /**
   * What each place of a line is made of.
   *
   * @param first the first position that counts, one a place
   * @param weights of it and those after it, which add up to 1
   */
  private record Kernel(int[] first, float[][] weights) {

    static Kernel of(int from, int to) {
      double scale = (double) from / to;
      double widened = Math.max(1, scale);
      double reach = LOBES * widened;
      int[] first = new int[to];
      float[][] weights = new float[to][];
      for (int i = 0; i < to; i++) {
        double center = (i + 0.5) * scale;
        first[i] = Math.max(0, (int) (center - reach + 0.5));
        int end = Math.min(from, (int) (center + reach + 0.5));
        double[] raw = new double[end - first[i]];
        double sum = 0;
        for (int k = 0; k < raw.length; k++) {
          raw[k] = lanczos((first[i] + k - center + 0.5) / widened);
          sum += raw[k];
        }
        weights[i] = new float[raw.length];
        for (int k = 0; k < raw.length; k++) {
          weights[i][k] = (float) (raw[k] / sum);
        }
      }
      return new Kernel(first, weights);
    }

    /** One line; overshoots are cut off, as they are between Pillow's two passes. */
    void apply(
        float[] from, int start, int stride, float[] to, int target, int targetStride, int levels) {
      for (int i = 0; i < first.length; i++) {
        float sum = 0;
        int at = start + first[i] * stride;
        for (float weight : weights[i]) {
          sum += weight * from[at];
          at += stride;
        }
        float bounded = Math.clamp(sum, 0f, 1f);
        to[target + i * targetStride] =
            levels == 0 ? bounded : Math.round(bounded * levels) / (float) levels;
      }
    }

    private static double lanczos(double x) {
      return x >= -LOBES && x < LOBES ? sinc(x) * sinc(x / LOBES) : 0;
    }

    private static double sinc(double x) {
      return x == 0 ? 1 : Math.sin(Math.PI * x) / (Math.PI * x);
    }
  }
}
