package afterimage.diffusion.scheduler;

import java.util.Locale;

/** The noise level on which a run ends. */
enum FinalSigma {
  /** No noise: the last step is the network's prediction of the clean picture. */
  ZERO,

  /** The lowest trained level. */
  SIGMA_MIN;

  double of(SigmaCurve curve) {
    return this == ZERO ? 0 : curve.lowest();
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
