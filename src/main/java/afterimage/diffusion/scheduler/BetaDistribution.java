package afterimage.diffusion.scheduler;

/**
 * A symmetric beta distribution on [0, 1].
 *
 * @param shape both shape parameters
 * @param normalisation the beta function B(shape, shape)
 */
record BetaDistribution(double shape, double normalisation) {
  /** B(0.6, 0.6) = Γ(0.6)² / Γ(1.2). */
  static final BetaDistribution SYMMETRIC_0_6 = new BetaDistribution(0.6, 2.4153442080024714);

  /** The value below which lies a share {@code p} of the distribution. */
  double quantile(double p) {
    if (p <= 0 || p >= 1) {
      return Math.clamp(p, 0, 1);
    }
    double low = 0;
    double high = 1;
    // Halving ends when neighbouring doubles are reached.
    for (double middle = 0.5; middle > low && middle < high; middle = (low + high) / 2) {
      if (cumulative(middle) < p) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return high;
  }

  /** The share of the distribution below {@code x}. */
  double cumulative(double x) {
    if (x > 0.5) {
      return 1 - cumulative(1 - x);
    }
    // x^a / (a B(a, a)) · Σ (1 - a)_n x^n a / (n! (a + n)), which converges fast below one half.
    double term = 1;
    double sum = 1;
    for (int n = 1; term > 1e-17 * sum; n++) {
      term *= (n - shape) * x / n;
      sum += term * shape / (shape + n);
    }
    return Math.pow(x, shape) * sum / (shape * normalisation);
  }
}
