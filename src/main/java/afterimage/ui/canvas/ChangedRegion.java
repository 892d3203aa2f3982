package afterimage.ui.canvas;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.function.DoubleUnaryOperator;

/**
 * What has changed around a place and hangs together with it. Needs no toolkit; places are shares
 * of the picture's sides, from 0 to 1. Immutable.
 */
public final class ChangedRegion {
  private static final int[][] STEPS = {{1, 0}, {-1, 0}, {0, 1}, {0, -1}};

  private final GridShape shape;
  private final boolean[] inside;
  private final int size;

  private ChangedRegion(GridShape shape, boolean[] inside, int size) {
    this.shape = shape;
    this.inside = inside;
    this.size = size;
  }

  /**
   * The region around a place.
   *
   * @param threshold what counts as changed, a value of the grid
   * @return nothing where neither the place nor what is next to it has changed
   */
  public static Optional<ChangedRegion> at(
      ChangeGrid changes, double u, double v, double threshold) {
    GridShape shape = changes.shape();
    int seed = hottest(changes, (int) Math.round(shape.column(u)), (int) Math.round(shape.row(v)));
    int columns = shape.columns();
    if (change(changes, seed % columns, seed / columns) < threshold) {
      return Optional.empty();
    }
    boolean[] inside = new boolean[columns * shape.rows()];
    int size = 0;
    Deque<Integer> open = new ArrayDeque<>();
    inside[seed] = true;
    open.push(seed);
    while (!open.isEmpty()) {
      int cell = open.pop();
      size++;
      for (int[] step : STEPS) {
        int column = cell % columns + step[0];
        int row = cell / columns + step[1];
        int next = row * columns + column;
        if (has(shape, column, row) && !inside[next] && change(changes, column, row) >= threshold) {
          inside[next] = true;
          open.push(next);
        }
      }
    }
    return Optional.of(new ChangedRegion(shape, inside, size));
  }

  /** Who points at something thin rarely meets its middle. */
  private static int hottest(ChangeGrid changes, int column, int row) {
    GridShape shape = changes.shape();
    int best = row * shape.columns() + column;
    float max = changes.value(column, row);
    for (int y = row - 1; y <= row + 1; y++) {
      for (int x = column - 1; x <= column + 1; x++) {
        if (has(shape, x, y) && changes.value(x, y) > max) {
          max = changes.value(x, y);
          best = y * shape.columns() + x;
        }
      }
    }
    return best;
  }

  /** That of a place, or of all around it if that is more: grain would leave holes in a region. */
  private static double change(ChangeGrid changes, int column, int row) {
    double sum = 0;
    int count = 0;
    for (int y = row - 1; y <= row + 1; y++) {
      for (int x = column - 1; x <= column + 1; x++) {
        if (has(changes.shape(), x, y)) {
          sum += changes.value(x, y);
          count++;
        }
      }
    }
    return Math.max(changes.value(column, row), sum / count);
  }

  private static boolean has(GridShape shape, int column, int row) {
    return column >= 0 && row >= 0 && column < shape.columns() && row < shape.rows();
  }

  /** How many of the grid's values belong to it, at least 1. */
  int size() {
    return size;
  }

  /**
   * The region with an edge that reaches beyond it.
   *
   * @param reach where the edge ends, as a share of the picture's longer side
   * @param cover how much a distance from the region is covered, from 0 to 1
   */
  public RegionCover cover(double reach, DoubleUnaryOperator cover) {
    int columns = shape.columns();
    float[] values = new float[inside.length];
    int cells = (int) Math.ceil(reach / shape.step());
    for (int i = 0; i < inside.length; i++) {
      if (inside[i]) {
        values[i] = 1;
        if (isEdge(i)) {
          spread(values, i % columns, i / columns, cells, cover);
        }
      }
    }
    return new RegionCover(shape, values);
  }

  private boolean isEdge(int cell) {
    int column = cell % shape.columns();
    int row = cell / shape.columns();
    for (int[] step : STEPS) {
      int x = column + step[0];
      int y = row + step[1];
      if (has(shape, x, y) && !inside[y * shape.columns() + x]) {
        return true;
      }
    }
    return false;
  }

  private void spread(float[] values, int column, int row, int cells, DoubleUnaryOperator cover) {
    for (int y = row - cells; y <= row + cells; y++) {
      for (int x = column - cells; x <= column + cells; x++) {
        if (has(shape, x, y)) {
          int at = y * shape.columns() + x;
          double distance = Math.hypot(x - column, y - row) * shape.step();
          values[at] = (float) Math.max(values[at], cover.applyAsDouble(distance));
        }
      }
    }
  }
}
