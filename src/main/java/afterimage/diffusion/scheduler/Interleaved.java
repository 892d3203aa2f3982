package afterimage.diffusion.scheduler;

/** Tables of methods that ask the network twice a step. */
final class Interleaved {
  private Interleaved() {}

  /** a, b, b, c, c, ... */
  static double[] repeatAllButFirst(double[] values) {
    double[] repeated = new double[2 * values.length - 1];
    for (int i = 0; i < repeated.length; i++) {
      repeated[i] = values[(i + 1) / 2];
    }
    return repeated;
  }

  /** The first of {@code ends}, then pairs of what lies between and the next of {@code ends}. */
  static double[] alternate(double[] ends, double[] between) {
    double[] alternated = new double[2 * ends.length - 1];
    for (int i = 0; i < alternated.length; i++) {
      alternated[i] = i % 2 == 0 ? ends[i / 2] : between[i / 2];
    }
    return alternated;
  }
}
