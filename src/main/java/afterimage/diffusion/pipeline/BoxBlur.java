package afterimage.diffusion.pipeline;

/** The mean over a square around each position, which ends at the picture's edges. */
public final class BoxBlur {
  private BoxBlur() {}

  /**
   * Blurs a plane.
   *
   * @param values rows of {@code width}
   * @param radius positions to each side, 0 for none
   */
  public static float[] apply(float[] values, int width, int radius) {
    int height = values.length / width;
    float[] rows = new float[values.length];
    for (int y = 0; y < height; y++) {
      line(values, rows, y * width, 1, width, radius);
    }
    float[] both = new float[values.length];
    for (int x = 0; x < width; x++) {
      line(rows, both, x, width, height, radius);
    }
    return both;
  }

  private static void line(
      float[] from, float[] to, int start, int stride, int length, int radius) {
    double sum = 0;
    int count = 0;
    for (int i = 0; i < Math.min(radius, length); i++) {
      sum += from[start + i * stride];
      count++;
    }
    for (int i = 0; i < length; i++) {
      if (i + radius < length) {
        sum += from[start + (i + radius) * stride];
        count++;
      }
      if (i - radius - 1 >= 0) {
        sum -= from[start + (i - radius - 1) * stride];
        count--;
      }
      to[start + i * stride] = (float) (sum / count);
    }
  }
}
