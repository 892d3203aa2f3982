package afterimage.ui.blind;

/**
 * The 95 % confidence interval of a share by its score (Wilson 1927), which stays inside [0, 1] and
 * holds for small counts, where the usual one does not.
 *
 * @param low in [0, 1]
 * @param high in [0, 1]
 */
record WilsonInterval(double low, double high) {
  /** The 97.5 % quantile of the normal distribution. */
  private static final double Z = 1.959963984540054;

  /**
   * The interval of a share.
   *
   * @param wins a tie counts a half
   * @param count of comparisons; of none nothing is known
   */
  static WilsonInterval of(double wins, int count) {
    if (count == 0) {
      return new WilsonInterval(0, 1);
    }
    double share = wins / count;
    double square = Z * Z / count;
    double middle = (share + square / 2) / (1 + square);
    double half = Z * Math.sqrt(share * (1 - share) / count + square / (4 * count)) / (1 + square);
    return new WilsonInterval(Math.max(0, middle - half), Math.min(1, middle + half));
  }
}
