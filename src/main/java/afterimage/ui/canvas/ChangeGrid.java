package afterimage.ui.canvas;

import afterimage.image.likeness.LocalSsim;

/**
 * Where structure has changed: one minus the local structural similarity (Wang et al. 2004) of the
 * luma in overlapping windows, 0 where both are equal. Immutable; needs no toolkit.
 */
public final class ChangeGrid {
  private static final int WINDOW = GridShape.WINDOW;
  private static final int STRIDE = GridShape.STRIDE;

  private final GridShape shape;
  private final float[] values;

  private ChangeGrid(GridShape shape, float[] values) {
    this.shape = shape;
    this.values = values;
  }

  /**
   * Compares two pictures.
   *
   * @param before width × height pixels {@code 0xAARRGGBB}
   * @param after as many
   */
  static ChangeGrid of(int[] before, int[] after, int width, int height) {
    GridShape shape = new GridShape(width, height);
    float[] left = luma(before);
    float[] right = luma(after);
    float[] values = new float[shape.columns() * shape.rows()];
    for (int row = 0; row < shape.rows(); row++) {
      for (int column = 0; column < shape.columns(); column++) {
        values[row * shape.columns() + column] =
            (float) (1 - similarity(left, right, width, height, column * STRIDE, row * STRIDE));
      }
    }
    return new ChangeGrid(shape, values);
  }

  GridShape shape() {
    return shape;
  }

  float value(int column, int row) {
    return values[row * shape.columns() + column];
  }

  /** At a pixel, between the values around it. */
  double at(int x, int y) {
    return shape.between(
        values, shape.column((double) x / shape.width()), shape.row((double) y / shape.height()));
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
    return LocalSsim.index(meanL, meanR, varianceL, varianceR, covariance);
  }

  /** From 0 to 1, for pixels {@code 0xAARRGGBB}. */
  static float[] luma(int[] argb) {
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
