package afterimage.diffusion.scheduler;

import java.util.Locale;

/** How the variances of the noise that training added grow from step to step. */
enum BetaSchedule {
  /** Even steps (Ho et al. 2020). */
  LINEAR {
    @Override
    float[] betas(int count, double start, double end) {
      return FloatSeries.linspace((float) start, (float) end, count);
    }
  },

  /** Even steps of the square root (Rombach et al. 2022): Stable Diffusion, SDXL. */
  SCALED_LINEAR {
    @Override
    float[] betas(int count, double start, double end) {
      float[] betas = FloatSeries.linspace((float) Math.sqrt(start), (float) Math.sqrt(end), count);
      for (int i = 0; i < count; i++) {
        betas[i] *= betas[i];
      }
      return betas;
    }
  },

  /** A squared cosine (Nichol and Dhariwal 2021), with betas of at most 0.999. */
  SQUAREDCOS_CAP_V2 {
    @Override
    float[] betas(int count, double start, double end) {
      float[] betas = new float[count];
      for (int i = 0; i < count; i++) {
        double ratio = alphaBar((i + 1.0) / count) / alphaBar((double) i / count);
        betas[i] = (float) Math.min(1 - ratio, 0.999);
      }
      return betas;
    }

    private static double alphaBar(double time) {
      double cosine = Math.cos((time + 0.008) / 1.008 * Math.PI / 2);
      return cosine * cosine;
    }
  };

  /** The variances, in single precision as training computed them. */
  abstract float[] betas(int count, double start, double end);

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
