package afterimage.onnx.device;

/**
 * Numbers against those that they should be.
 *
 * @param error the root of the mean square of the differences, divided by that of the right numbers
 * @param largest the largest difference, divided by the same
 */
record Comparison(double error, double largest) {
  /** A single number that is this many times as far off as all together may be is wrong. */
  private static final int OUTLIER = 20;

  /**
   * Compares.
   *
   * @throws IllegalArgumentException if there are not as many
   */
  static Comparison of(float[] given, float[] right) {
    if (given.length != right.length) {
      throw new IllegalArgumentException(given.length + " numbers in place of " + right.length);
    }
    double squares = 0;
    double sum = 0;
    double largest = 0;
    for (int i = 0; i < right.length; i++) {
      double difference = Math.abs((double) given[i] - right[i]);
      sum += difference * difference;
      squares += (double) right[i] * right[i];
      largest = Math.max(largest, difference);
    }
    double size = Math.sqrt(squares / right.length);
    return new Comparison(Math.sqrt(sum / right.length) / size, largest / size);
  }

  /** Whether that is near enough; what is no number never is. */
  boolean within(double allowed) {
    return error <= allowed && largest <= OUTLIER * allowed;
  }
}
