package afterimage.image.likeness;

import afterimage.image.Picture;

/**
 * How alike two pictures of the same size are, alpha left aside.
 *
 * <p>Both measures take samples as sRGB values in [0, 1], as their papers and most published
 * figures do, not as linear light.
 */
public final class Similarity {
  /** Side of SSIM's window in pixels; smaller pictures are measured by one window that fits. */
  static final int WINDOW = 11;

  private static final int CHANNELS = 3;
  private static final double SIGMA = 1.5;

  private Similarity() {}

  /**
   * Peak signal-to-noise ratio in decibels: {@code -10 log10} of the mean squared difference of all
   * red, green and blue samples. Infinite for equal pictures.
   *
   * @throws IllegalArgumentException if the sizes differ
   */
  public static double psnr(Picture a, Picture b) {
    requireSameSize(a, b);
    double sum = 0;
    for (int y = 0; y < a.height(); y++) {
      for (int x = 0; x < a.width(); x++) {
        for (int channel = 0; channel < CHANNELS; channel++) {
          double difference = a.sample(x, y, channel) - b.sample(x, y, channel);
          sum += difference * difference;
        }
      }
    }
    return -10 * Math.log10(sum / ((double) a.width() * a.height() * CHANNELS));
  }

  /**
   * Structural similarity, at most 1 (Wang, Bovik, Sheikh, Simoncelli 2004): the mean of the local
   * index over all windows that lie wholly inside, on luma ({@code 0.299 R + 0.587 G + 0.114 B}),
   * with a Gaussian window of 11 × 11 pixels and standard deviation 1.5, K1 = 0.01, K2 = 0.03, L =
   * 1, biased variances, at full resolution. Equals scikit-image's {@code structural_similarity}
   * with {@code gaussian_weights=True, sigma=1.5, use_sample_covariance=False, data_range=1}.
   *
   * @throws IllegalArgumentException if the sizes differ
   */
  public static double ssim(Picture a, Picture b) {
    requireSameSize(a, b);
    double[] across = window(a.width());
    double[] down = window(a.height());
    int columns = a.width() - across.length + 1;
    int rows = a.height() - down.length + 1;
    // Rows of the five local moments, filtered across; as many as the window is high.
    double[][][] moments = new double[down.length][5][columns];
    double sum = 0;
    for (int y = 0; y < a.height(); y++) {
      filterAcross(a, b, y, across, moments[y % down.length]);
      if (y >= down.length - 1) {
        sum += rowIndex(moments, y + 1, down, columns);
      }
    }
    return sum / ((double) columns * rows);
  }

  private static void filterAcross(
      Picture a, Picture b, int y, double[] weights, double[][] target) {
    double[] left = luma(a, y);
    double[] right = luma(b, y);
    for (int x = 0; x < target[0].length; x++) {
      double[] sums = new double[5];
      for (int i = 0; i < weights.length; i++) {
        double l = left[x + i];
        double r = right[x + i];
        double weightedL = weights[i] * l;
        double weightedR = weights[i] * r;
        sums[0] += weightedL;
        sums[1] += weightedR;
        sums[2] += weightedL * l;
        sums[3] += weightedR * r;
        sums[4] += weightedL * r;
      }
      for (int moment = 0; moment < 5; moment++) {
        target[moment][x] = sums[moment];
      }
    }
  }

  /** The sum of the local indices of the windows whose last row is before {@code end}. */
  private static double rowIndex(double[][][] moments, int end, double[] weights, int columns) {
    double sum = 0;
    for (int x = 0; x < columns; x++) {
      double[] m = new double[5];
      for (int i = 0; i < weights.length; i++) {
        double[][] row = moments[(end + i) % weights.length];
        for (int moment = 0; moment < 5; moment++) {
          m[moment] += weights[i] * row[moment][x];
        }
      }
      sum +=
          LocalSsim.index(m[0], m[1], m[2] - m[0] * m[0], m[3] - m[1] * m[1], m[4] - m[0] * m[1]);
    }
    return sum;
  }

  private static double[] luma(Picture picture, int y) {
    double[] row = new double[picture.width()];
    for (int x = 0; x < row.length; x++) {
      row[x] =
          CellSums.luma(picture.sample(x, y, 0), picture.sample(x, y, 1), picture.sample(x, y, 2));
    }
    return row;
  }

  /** Gaussian weights that sum to 1, over at most {@code length} pixels. */
  private static double[] window(int length) {
    int size = Math.min(WINDOW, length);
    double[] weights = new double[size];
    double sum = 0;
    for (int i = 0; i < size; i++) {
      double distance = i - (size - 1) / 2.0;
      weights[i] = Math.exp(-distance * distance / (2 * SIGMA * SIGMA));
      sum += weights[i];
    }
    for (int i = 0; i < size; i++) {
      weights[i] /= sum;
    }
    return weights;
  }

  private static void requireSameSize(Picture a, Picture b) {
    if (a.width() != b.width() || a.height() != b.height()) {
      throw new IllegalArgumentException("pictures of different sizes");
    }
  }
}
