package afterimage.diffusion.scheduler;

/** The polynomials from which interpolation is made. */
final class Lagrange {
  private Lagrange() {}

  /**
   * The polynomial that is 1 at one node and 0 at the others.
   *
   * @param nodes all different
   * @param one index of the node at which it is 1
   * @return its coefficients, that of the constant first; as many as there are nodes
   */
  static double[] basis(double[] nodes, int one) {
    double[] coefficients = new double[nodes.length];
    coefficients[0] = 1;
    int degree = 0;
    for (int node = 0; node < nodes.length; node++) {
      if (node != one) {
        double scale = 1 / (nodes[one] - nodes[node]);
        degree++;
        for (int power = degree; power >= 0; power--) {
          double lower = power == 0 ? 0 : coefficients[power - 1];
          coefficients[power] = scale * (lower - nodes[node] * coefficients[power]);
        }
      }
    }
    return coefficients;
  }
}
