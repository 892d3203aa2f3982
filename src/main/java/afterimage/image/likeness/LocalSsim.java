package afterimage.image.likeness;

/** The structural similarity of one window (Wang, Bovik, Sheikh, Simoncelli 2004). */
public final class LocalSsim {
  private static final double C1 = 0.01 * 0.01;
  private static final double C2 = 0.03 * 0.03;

  private LocalSsim() {}

  /**
   * The index, at most 1, of samples in [0, 1], with K1 = 0.01 and K2 = 0.03. Exactly 1 for two
   * windows with the same moments.
   *
   * @param meanA mean of one window
   * @param meanB mean of the other
   * @param varianceA biased variance of the one
   * @param varianceB biased variance of the other
   * @param covariance of both
   */
  public static double index(
      double meanA, double meanB, double varianceA, double varianceB, double covariance) {
    double luminance = (2 * meanA * meanB + C1) / (meanA * meanA + meanB * meanB + C1);
    return luminance * (2 * covariance + C2) / (varianceA + varianceB + C2);
  }
}
