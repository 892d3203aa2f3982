package afterimage.diffusion.scheduler;

/** Small systems of linear equations. */
final class LinearSystem {
  private LinearSystem() {}

  /**
   * Solves a regular system by elimination with pivots.
   *
   * @param rows each the factors of the unknowns, then the right side; changed in place
   */
  static double[] solve(double[][] rows) {
    int size = rows.length;
    for (int column = 0; column < size; column++) {
      swapLargestUp(rows, column);
      for (int row = column + 1; row < size; row++) {
        double factor = rows[row][column] / rows[column][column];
        for (int i = column; i <= size; i++) {
          rows[row][i] -= factor * rows[column][i];
        }
      }
    }
    double[] unknowns = new double[size];
    for (int row = size - 1; row >= 0; row--) {
      double rest = rows[row][size];
      for (int i = row + 1; i < size; i++) {
        rest -= rows[row][i] * unknowns[i];
      }
      unknowns[row] = rest / rows[row][row];
    }
    return unknowns;
  }

  private static void swapLargestUp(double[][] rows, int column) {
    int largest = column;
    for (int row = column + 1; row < rows.length; row++) {
      if (Math.abs(rows[row][column]) > Math.abs(rows[largest][column])) {
        largest = row;
      }
    }
    double[] swapped = rows[column];
    rows[column] = rows[largest];
    rows[largest] = swapped;
  }
}
