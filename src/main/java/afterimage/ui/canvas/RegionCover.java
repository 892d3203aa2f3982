package afterimage.ui.canvas;

/**
 * A region with a soft edge.
 *
 * @param shape where the values are
 * @param values from 0 outside to 1 inside, row by row
 */
public record RegionCover(GridShape shape, float[] values) {

  /** How much a place is covered, from 0 to 1; both are shares of the picture's sides. */
  public double at(double u, double v) {
    return shape.between(values, shape.column(u), shape.row(v));
  }
}
