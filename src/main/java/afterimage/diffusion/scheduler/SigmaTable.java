package afterimage.diffusion.scheduler;

import java.util.Arrays;

/**
 * Timesteps and noise levels of a run, rounded to single precision as networks are given them.
 *
 * @param timesteps to visit, largest first
 * @param sigmas noise over picture at each of them, and often one level more to end on
 */
record SigmaTable(double[] timesteps, double[] sigmas) {
  SigmaTable {
    timesteps = singlePrecision(timesteps);
    sigmas = singlePrecision(sigmas);
  }

  /** This table with one level more at the end. */
  SigmaTable endingAt(double sigma) {
    double[] longer = Arrays.copyOf(sigmas, sigmas.length + 1);
    longer[sigmas.length] = sigma;
    return new SigmaTable(timesteps, longer);
  }

  private static double[] singlePrecision(double[] values) {
    double[] rounded = new double[values.length];
    for (int i = 0; i < values.length; i++) {
      rounded[i] = (float) values[i];
    }
    return rounded;
  }
}
