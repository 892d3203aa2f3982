package afterimage.ui.canvas;

/**
 * Where structure has changed: one minus the local structural similarity (Wang et al. 2004) of the
 * luma in windows of 8 × 8 pixels, as colours over the greyed picture.
 */
public final class HeatMap {
  static final int WINDOW = 8;
  private static final int STRIDE = WINDOW / 2;
  private static final double C1 = 0.01 * 0.01;
  private static final double C2 = 0.03 * 0.03;

  private static final float MIDDLE_GREY = 0.5f;

  /** From unchanged over a little to a lot: transparent, amber, red. */
  private static final int[][] COLOURS = {{0, 0, 0}, {255, 176, 0}, {255, 32, 32}};

  private HeatMap() {}

  /**
   * The map as opaque {@code 0xFFRRGGBB}.
   *
   * @param before width × height pixels {@code 0xAARRGGBB}
   * @param after as many
   * @param gain 1 shows full colour where nothing is alike; more shows smaller changes
   */
  static int[] of(int[] before, int[] after, int width, int height, double gain) {
    float[] left = luma(before);
    float[] right = luma(after);
    int columns = cells(width);
    int rows = cells(height);
    double[] heat = new double[columns * rows];
    for (int row = 0; row < rows; row++) {
      for (int column = 0; column < columns; column++) {
        heat[row * columns + column] =
            1 - similarity(left, right, width, height, column * STRIDE, row * STRIDE);
      }
    }
    int[] map = new int[width * height];
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        double share = Math.min(1, gain * at(heat, columns, rows, x, y));
        map[y * width + x] = colour(right[y * width + x], share);
      }
    }
    return map;
  }

  /**
   * The colours of the map over a middle grey, from unchanged to a lot.
   *
   * @param count at least 2
   * @return opaque {@code 0xFFRRGGBB}
   */
  public static int[] legend(int count) {
    int[] argb = new int[count];
    for (int i = 0; i < count; i++) {
      argb[i] = colour(MIDDLE_GREY, i / (count - 1.0));
    }
    return argb;
  }

  private static int cells(int length) {
    return Math.max(1, (length - WINDOW) / STRIDE + 1);
  }

  /** Between the middles of the four nearest windows. */
  private static double at(double[] heat, int columns, int rows, int x, int y) {
    double column = Math.clamp((x - WINDOW / 2.0) / STRIDE, 0, columns - 1.0);
    double row = Math.clamp((y - WINDOW / 2.0) / STRIDE, 0, rows - 1.0);
    int left = (int) column;
    int top = (int) row;
    int right = Math.min(left + 1, columns - 1);
    int bottom = Math.min(top + 1, rows - 1);
    double u = column - left;
    double v = row - top;
    return (1 - v) * ((1 - u) * heat[top * columns + left] + u * heat[top * columns + right])
        + v * ((1 - u) * heat[bottom * columns + left] + u * heat[bottom * columns + right]);
  }

  private static double similarity(
      float[] left, float[] right, int width, int height, int fromX, int fromY) {
    double sumL = 0;
    double sumR = 0;
    double sumLL = 0;
    double sumRR = 0;
    double sumLR = 0;
    int toX = Math.min(width, fromX + WINDOW);
    int toY = Math.min(height, fromY + WINDOW);
    for (int y = fromY; y < toY; y++) {
      for (int x = fromX; x < toX; x++) {
        double l = left[y * width + x];
        double r = right[y * width + x];
        sumL += l;
        sumR += r;
        sumLL += l * l;
        sumRR += r * r;
        sumLR += l * r;
      }
    }
    double count = (double) (toX - fromX) * (toY - fromY);
    double meanL = sumL / count;
    double meanR = sumR / count;
    double varianceL = sumLL / count - meanL * meanL;
    double varianceR = sumRR / count - meanR * meanR;
    double covariance = sumLR / count - meanL * meanR;
    return (2 * meanL * meanR + C1)
        * (2 * covariance + C2)
        / ((meanL * meanL + meanR * meanR + C1) * (varianceL + varianceR + C2));
  }

  private static int colour(float grey, double share) {
    double place = share * (COLOURS.length - 1);
    int from = Math.min((int) place, COLOURS.length - 2);
    double rest = place - from;
    double cover = Math.min(1, share * 2) * 0.8;
    int argb = 0xff;
    for (int channel = 0; channel < 3; channel++) {
      double tint = COLOURS[from][channel] * (1 - rest) + COLOURS[from + 1][channel] * rest;
      double value = grey * 255 * 0.6 * (1 - cover) + tint * cover;
      argb = argb << 8 | (int) Math.round(Math.clamp(value, 0, 255));
    }
    return argb;
  }

  private static float[] luma(int[] argb) {
    float[] luma = new float[argb.length];
    for (int i = 0; i < argb.length; i++) {
      int pixel = argb[i];
      luma[i] =
          (0.299f * ((pixel >> 16) & 0xff)
                  + 0.587f * ((pixel >> 8) & 0xff)
                  + 0.114f * (pixel & 0xff))
              / 255;
    }
    return luma;
  }
}
