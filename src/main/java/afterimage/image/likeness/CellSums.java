package afterimage.image.likeness;

import java.util.Arrays;

/**
 * What the windows of a row need to know of two pictures: sums over its cells, of which a window
 * takes four. For one thread.
 */
final class CellSums {
  private static final int KINDS = 12;
  private static final int COUNT = 0;
  private static final int LUMA = 1;
  private static final int COLOUR = 6;

  private final WindowGrid grid;
  private final Pixels before;
  private final Pixels after;
  private final double[] sums;

  /** A picture's samples. */
  @FunctionalInterface
  interface Pixels {
    /** Red (0), green (1) or blue (2) of a pixel, in [0, 1]. */
    float sample(int x, int y, int channel);
  }

  /** Of two pictures of the grid's size. */
  CellSums(WindowGrid grid, Pixels before, Pixels after) {
    this.grid = grid;
    this.before = before;
    this.after = after;
    sums = new double[grid.cellColumns() * KINDS];
  }

  /** Luma as SSIM's authors take it, of values as they are stored. */
  static double luma(double red, double green, double blue) {
    return 0.299 * red + 0.587 * green + 0.114 * blue;
  }

  /** Sums up the rows of pixels in a row of windows. */
  void read(int windowRow) {
    Arrays.fill(sums, 0);
    int from = windowRow * WindowGrid.CELL;
    int to = Math.min(grid.height(), from + WindowGrid.WINDOW);
    for (int y = from; y < to; y++) {
      for (int x = 0; x < grid.width(); x++) {
        add(x, y, x / WindowGrid.CELL * KINDS);
      }
    }
  }

  private void add(int x, int y, int at) {
    double red = before.sample(x, y, 0);
    double green = before.sample(x, y, 1);
    double blue = before.sample(x, y, 2);
    double redAfter = after.sample(x, y, 0);
    double greenAfter = after.sample(x, y, 1);
    double blueAfter = after.sample(x, y, 2);
    double l = luma(red, green, blue);
    double r = luma(redAfter, greenAfter, blueAfter);
    sums[at + COUNT]++;
    sums[at + LUMA] += l;
    sums[at + LUMA + 1] += r;
    sums[at + LUMA + 2] += l * l;
    sums[at + LUMA + 3] += r * r;
    sums[at + LUMA + 4] += l * r;
    sums[at + COLOUR] += red;
    sums[at + COLOUR + 1] += green;
    sums[at + COLOUR + 2] += blue;
    sums[at + COLOUR + 3] += redAfter;
    sums[at + COLOUR + 4] += greenAfter;
    sums[at + COLOUR + 5] += blueAfter;
  }

  /** What both pictures are in a window of the row that was read. */
  WindowChange window(int column) {
    double[] m = new double[KINDS];
    int last = Math.min(column + 1, grid.cellColumns() - 1);
    for (int cell = column; cell <= last; cell++) {
      for (int kind = 0; kind < KINDS; kind++) {
        m[kind] += sums[cell * KINDS + kind];
      }
    }
    for (int kind = 1; kind < KINDS; kind++) {
      m[kind] /= m[COUNT];
    }
    return new WindowChange(
        m[LUMA],
        m[LUMA + 1],
        m[LUMA + 2] - m[LUMA] * m[LUMA],
        m[LUMA + 3] - m[LUMA + 1] * m[LUMA + 1],
        m[LUMA + 4] - m[LUMA] * m[LUMA + 1],
        new double[] {m[COLOUR], m[COLOUR + 1], m[COLOUR + 2]},
        new double[] {m[COLOUR + 3], m[COLOUR + 4], m[COLOUR + 5]});
  }
}
