package afterimage.image.likeness;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * How much of one part of a change each window takes, in steps of one {@value #ALL}th, and what
 * that means for each pixel: never more than the least of the windows that it is in, and smoothly
 * changing from one to the next.
 *
 * <p>A pixel's share lies between those of the four nearest cells' middles; a cell's is the mean of
 * 3 × 3 cells' least shares, each the least of the windows that come near it. A pixel of window
 * {@code i}, cells {@code i} and {@code i + 1}, so depends on cells {@code i - 2} to {@code i + 3};
 * with the least over windows {@code k - 3} to {@code k + 2} for cell {@code k}, window {@code i}
 * is among them for each of these.
 */
final class WindowShares {
  /** All of the change. */
  static final int ALL = 255;

  private static final int BEFORE = 3;
  private static final int AFTER = 2;

  private final WindowGrid grid;
  private final byte[] windows;
  private final float[] cells;

  /** All of every window's change. */
  WindowShares(WindowGrid grid) {
    this.grid = grid;
    windows = new byte[grid.columns() * grid.rows()];
    Arrays.fill(windows, (byte) ALL);
    cells = new float[grid.cellColumns() * grid.cellRows()];
    Arrays.fill(cells, 1);
  }

  /** A window's share, from 0 to {@value #ALL}. */
  int get(int column, int row) {
    return windows[row * grid.columns() + column] & 0xff;
  }

  void set(int column, int row, int share) {
    windows[row * grid.columns() + column] = (byte) share;
  }

  /** Spreads the windows' shares over the cells; what pixels get is as of the last time. */
  void spread() {
    int columns = grid.cellColumns();
    int rows = grid.cellRows();
    byte[] across = new byte[columns * grid.rows()];
    IntStream.range(0, grid.rows())
        .parallel()
        .forEach(
            row -> {
              for (int cell = 0; cell < columns; cell++) {
                int least = ALL;
                for (int i = first(cell); i <= last(cell, grid.columns()); i++) {
                  least = Math.min(least, get(i, row));
                }
                across[row * columns + cell] = (byte) least;
              }
            });
    byte[] least = new byte[columns * rows];
    IntStream.range(0, rows)
        .parallel()
        .forEach(
            cellRow -> {
              for (int cell = 0; cell < columns; cell++) {
                int lowest = ALL;
                for (int i = first(cellRow); i <= last(cellRow, grid.rows()); i++) {
                  lowest = Math.min(lowest, across[i * columns + cell] & 0xff);
                }
                least[cellRow * columns + cell] = (byte) lowest;
              }
            });
    IntStream.range(0, rows).parallel().forEach(row -> smooth(least, row));
  }

  private static int first(int cell) {
    return Math.max(0, cell - BEFORE);
  }

  private static int last(int cell, int windows) {
    return Math.min(windows - 1, cell + AFTER);
  }

  private void smooth(byte[] least, int row) {
    int columns = grid.cellColumns();
    for (int cell = 0; cell < columns; cell++) {
      int sum = 0;
      int count = 0;
      for (int y = Math.max(0, row - 1); y <= Math.min(grid.cellRows() - 1, row + 1); y++) {
        for (int x = Math.max(0, cell - 1); x <= Math.min(columns - 1, cell + 1); x++) {
          sum += least[y * columns + x] & 0xff;
          count++;
        }
      }
      cells[row * columns + cell] = (float) sum / (count * ALL);
    }
  }

  /** A pixel's share, from 0 to 1. */
  float at(int x, int y) {
    int columns = grid.cellColumns();
    float u = place(x, columns);
    float v = place(y, grid.cellRows());
    int left = (int) u;
    int top = (int) v;
    int right = Math.min(left + 1, columns - 1);
    int bottom = Math.min(top + 1, grid.cellRows() - 1);
    float upper = between(cells[top * columns + left], cells[top * columns + right], u - left);
    float lower =
        between(cells[bottom * columns + left], cells[bottom * columns + right], u - left);
    return between(upper, lower, v - top);
  }

  private static float place(int pixel, int cells) {
    return Math.clamp((pixel + 0.5f) / WindowGrid.CELL - 0.5f, 0, cells - 1);
  }

  /** Exactly either where both are the same. */
  private static float between(float one, float other, float way) {
    return one + way * (other - one);
  }
}
