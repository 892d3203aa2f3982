package afterimage.image.likeness;

import java.util.Arrays;

/**
 * What became of a window: moments of its luma, and its mean colours. The change has two parts:
 * detail, which is what luma does, and colour, which is the rest. Each can be taken by a share from
 * 0, the original, to 1.
 */
final class WindowChange {
  private final double mean;
  private final double meanAfter;
  private final double variance;
  private final double varianceAfter;
  private final double covariance;
  private final double[] colour;
  private final double[] colourAfter;

  /**
   * @param mean of the original's luma
   * @param meanAfter of the changed luma
   * @param variance of the original's luma, biased as all of them
   * @param varianceAfter of the changed luma
   * @param covariance of both
   * @param colour mean red, green and blue of the original, in [0, 1]
   * @param colourAfter the same of what it became
   */
  WindowChange(
      double mean,
      double meanAfter,
      double variance,
      double varianceAfter,
      double covariance,
      double[] colour,
      double[] colourAfter) {
    this.mean = mean;
    this.meanAfter = meanAfter;
    this.variance = variance;
    this.varianceAfter = varianceAfter;
    this.covariance = covariance;
    this.colour = colour;
    this.colourAfter = colourAfter;
  }

  /** Structural similarity of the original and all of the change. */
  double ssim() {
    return LocalSsim.index(mean, meanAfter, variance, varianceAfter, covariance);
  }

  /** The same where only a share of the detail is taken, every pixel's alike. */
  double ssim(double detail) {
    double toward = covariance - variance;
    double ofChange = varianceAfter + variance - 2 * covariance;
    return LocalSsim.index(
        mean,
        mean + detail * (meanAfter - mean),
        variance,
        variance + 2 * detail * toward + detail * detail * ofChange,
        variance + detail * toward);
  }

  /** CIEDE2000 of the mean colours, 0 where they are the same. */
  double colourDifference() {
    return Arrays.equals(colour, colourAfter) ? 0 : difference(colourAfter);
  }

  /** The same where only shares of the change are taken. */
  double colourDifference(double detail, double ofColour) {
    if (Arrays.equals(colour, colourAfter)) {
      return 0;
    }
    double grey =
        CellSums.luma(
            colourAfter[0] - colour[0], colourAfter[1] - colour[1], colourAfter[2] - colour[2]);
    double[] taken = new double[colour.length];
    for (int i = 0; i < taken.length; i++) {
      double change = colourAfter[i] - colour[i];
      taken[i] = Math.clamp(colour[i] + detail * grey + ofColour * (change - grey), 0, 1);
    }
    return difference(taken);
  }

  private double difference(double[] other) {
    return Ciede2000.between(
        CieLab.ofSrgb(colour[0], colour[1], colour[2]),
        CieLab.ofSrgb(other[0], other[1], other[2]));
  }
}
