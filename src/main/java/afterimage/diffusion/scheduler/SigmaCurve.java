package afterimage.diffusion.scheduler;

/** Noise level against training timestep, read either way between the trained points. */
final class SigmaCurve {
  private final float[] sigmas;
  private final float[] logs;

  SigmaCurve(NoiseSchedule schedule) {
    sigmas = schedule.sigmas();
    logs = new float[sigmas.length];
    for (int i = 0; i < logs.length; i++) {
      logs[i] = (float) Math.log(sigmas[i]);
    }
  }

  double lowest() {
    return sigmas[0];
  }

  double highest() {
    return sigmas[sigmas.length - 1];
  }

  /** Logarithm of the noise level at a trained timestep. */
  double logAt(int timestep) {
    return logs[timestep];
  }

  /** The noise level at a timestep, which may be a fraction: linear between trained points. */
  double sigmaAt(double timestep) {
    int last = sigmas.length - 1;
    if (timestep <= 0 || timestep >= last) {
      return timestep <= 0 ? sigmas[0] : sigmas[last];
    }
    int low = (int) timestep;
    double slope = (double) sigmas[low + 1] - sigmas[low];
    return slope * (timestep - low) + sigmas[low];
  }

  double[] sigmasAt(double[] timesteps) {
    double[] levels = new double[timesteps.length];
    for (int i = 0; i < levels.length; i++) {
      levels[i] = sigmaAt(timesteps[i]);
    }
    return levels;
  }

  /** The timestep of a noise level: linear in the logarithm between trained points. */
  double timestepOf(double sigma) {
    double log = Math.log(Math.max(sigma, 1e-10));
    int low = 0;
    int high = logs.length - 1;
    while (high - low > 1) {
      int middle = (low + high) >>> 1;
      if (logs[middle] <= log) {
        low = middle;
      } else {
        high = middle;
      }
    }
    double weight = Math.clamp((logs[low] - log) / (logs[low] - logs[high]), 0, 1);
    return (1 - weight) * low + weight * high;
  }

  double[] timestepsOf(double[] levels) {
    double[] timesteps = new double[levels.length];
    for (int i = 0; i < levels.length; i++) {
      timesteps[i] = timestepOf(levels[i]);
    }
    return timesteps;
  }
}
