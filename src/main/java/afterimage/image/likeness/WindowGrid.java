package afterimage.image.likeness;

/**
 * Where the windows over a picture are: squares of {@value #WINDOW} pixels, one every {@value
 * #CELL}, made of 2 × 2 cells. The last cells of a row and a column may be smaller, so that every
 * pixel is in a window.
 *
 * @param width of the picture in pixels
 * @param height of the picture in pixels
 */
record WindowGrid(int width, int height) {
  static final int CELL = 4;
  static final int WINDOW = 2 * CELL;

  int cellColumns() {
    return Math.ceilDiv(width, CELL);
  }

  int cellRows() {
    return Math.ceilDiv(height, CELL);
  }

  /** As many windows as pairs of neighbouring cells, or one where there is one cell. */
  int columns() {
    return Math.max(1, cellColumns() - 1);
  }

  int rows() {
    return Math.max(1, cellRows() - 1);
  }
}
