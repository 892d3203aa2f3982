package afterimage.ui.canvas;

/**
 * Where the values of a grid over a picture are: one for each window of {@value #WINDOW} × {@value
 * #WINDOW} pixels, at its middle, a window every {@value #STRIDE} pixels. Places in the picture are
 * shares of its width and height, from 0 to 1, so that they hold for any size of it.
 *
 * @param width of the picture that the grid lies over, in pixels
 * @param height of the picture that the grid lies over, in pixels
 */
public record GridShape(int width, int height) {
  static final int WINDOW = 8;
  static final int STRIDE = WINDOW / 2;

  public int columns() {
    return cells(width);
  }

  public int rows() {
    return cells(height);
  }

  private static int cells(int length) {
    return Math.max(1, (length - WINDOW) / STRIDE + 1);
  }

  /** The place's column, with what it is beyond it. */
  double column(double u) {
    return Math.clamp((u * width - WINDOW / 2.0) / STRIDE, 0, columns() - 1.0);
  }

  /** The place's row, with what it is beyond it. */
  double row(double v) {
    return Math.clamp((v * height - WINDOW / 2.0) / STRIDE, 0, rows() - 1.0);
  }

  /** From one value to the next, as a share of the picture's longer side. */
  double step() {
    return (double) STRIDE / Math.max(width, height);
  }

  /**
   * Between the four nearest values.
   *
   * @param values row by row
   */
  double between(float[] values, double column, double row) {
    int columns = columns();
    int left = (int) column;
    int top = (int) row;
    int right = Math.min(left + 1, columns - 1);
    int bottom = Math.min(top + 1, rows() - 1);
    double u = column - left;
    double v = row - top;
    return (1 - v) * ((1 - u) * values[top * columns + left] + u * values[top * columns + right])
        + v * ((1 - u) * values[bottom * columns + left] + u * values[bottom * columns + right]);
  }
}
