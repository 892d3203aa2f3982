package afterimage.image.watermark;

/**
 * The code behind {@code dwtDct}: one level of the Haar wavelet, then in each block of 4 × 4
 * approximation coefficients the largest but the first is moved to the quarter of its interval of
 * {@value #SCALE} that says 0, or the one that says 1. Blocks take the message's bits in turn.
 *
 * <p>In spite of the name no cosine transform takes part, and the library swaps the horizontal and
 * vertical details on the way back; both are kept here, since others read what this writes.
 */
final class BlockCode {
  private static final int BLOCK = 4;
  private static final double SCALE = 36;

  private BlockCode() {}

  /** The channel with the message in it. */
  static Plane encode(Plane chroma, boolean[] message, Haar haar) {
    int rows = chroma.usedHeight() / 2;
    int columns = chroma.usedWidth() / 2;
    double[] mean = approximation(chroma, haar);
    int number = 0;
    for (int row = 0; row + BLOCK <= rows; row += BLOCK) {
      for (int column = 0; column + BLOCK <= columns; column += BLOCK) {
        int at = largest(mean, columns, row, column);
        mean[at] = moved(mean[at], message[number % message.length]);
        number++;
      }
    }
    return rebuilt(chroma, mean, haar);
  }

  /**
   * How often each bit reads 1.
   *
   * @param bits in the message
   * @return shares in [0, 1]; NaN for a bit that no block carries
   */
  static double[] decode(Plane chroma, int bits, Haar haar) {
    int rows = chroma.usedHeight() / 2;
    int columns = chroma.usedWidth() / 2;
    double[] mean = approximation(chroma, haar);
    double[] ones = new double[bits];
    int[] counts = new int[bits];
    int number = 0;
    for (int row = 0; row + BLOCK <= rows; row += BLOCK) {
      for (int column = 0; column + BLOCK <= columns; column += BLOCK) {
        double value = Math.abs(mean[largest(mean, columns, row, column)]);
        ones[number % bits] += value % SCALE > SCALE / 2 ? 1 : 0;
        counts[number % bits]++;
        number++;
      }
    }
    for (int bit = 0; bit < bits; bit++) {
      ones[bit] /= counts[bit];
    }
    return ones;
  }

  private static double moved(double value, boolean bit) {
    double magnitude = Math.abs(value);
    double interval = Math.rint((magnitude - magnitude % SCALE) / SCALE);
    double moved = (interval + (bit ? 0.75 : 0.25)) * SCALE;
    return value >= 0 ? moved : -moved;
  }

  /**
   * Where in a block, its first coefficient left out, the largest magnitude is; the first of them.
   */
  private static int largest(double[] mean, int columns, int row, int column) {
    int found = -1;
    for (int i = 1; i < BLOCK * BLOCK; i++) {
      int at = (row + i / BLOCK) * columns + column + i % BLOCK;
      if (found < 0 || Math.abs(mean[at]) > Math.abs(mean[found])) {
        found = at;
      }
    }
    return found;
  }

  private static double[] approximation(Plane chroma, Haar haar) {
    int rows = chroma.usedHeight() / 2;
    int columns = chroma.usedWidth() / 2;
    double[] mean = new double[rows * columns];
    for (int i = 0; i < mean.length; i++) {
      mean[i] = haar.split(chroma, i / columns, i % columns).mean();
    }
    return mean;
  }

  /** The inverse transform, with the details of {@code chroma}, their two directions swapped. */
  private static Plane rebuilt(Plane chroma, double[] mean, Haar haar) {
    int columns = chroma.usedWidth() / 2;
    float[] values = chroma.values().clone();
    for (int i = 0; i < mean.length; i++) {
      Haar.Bands old = haar.split(chroma, i / columns, i % columns);
      Haar.Bands coded = old.turned(mean[i]);
      haar.join(coded, values, i / columns * 2 * chroma.width() + i % columns * 2, chroma.width());
    }
    return new Plane(chroma.width(), values);
  }
}
