package afterimage.diffusion.scheduler;

/**
 * The noise levels that a network was trained on, one for each training timestep.
 *
 * <p>Values are in single precision and rounded step by step, because that is how networks were
 * trained and because the last levels of a zero-SNR schedule are small differences.
 *
 * @param betas variance added at each timestep
 * @param alphasCumprod share of the picture's variance that is left after each timestep (ᾱ)
 */
record NoiseSchedule(float[] betas, float[] alphasCumprod) {
  /** What stands for ᾱ = 0 where a method divides by it. */
  private static final float MIN_ALPHA = 0x1p-24f;

  /**
   * The schedule that a configuration describes.
   *
   * @param defaults the values of the scheduler's class for what is not set
   */
  static NoiseSchedule of(SchedulerConfig config, Defaults defaults) {
    int count = config.integer("num_train_timesteps", 2, 1000);
    double[] trained = config.numbersOrNull("trained_betas");
    float[] betas;
    if (trained != null) {
      if (trained.length != count) {
        throw config.bad("diffusion.option.betas", "trained_betas", trained.length, count);
      }
      betas = new float[count];
      for (int i = 0; i < count; i++) {
        betas[i] = (float) trained[i];
      }
    } else {
      betas =
          config
              .choice("beta_schedule", defaults.schedule())
              .betas(
                  count,
                  variance(config, "beta_start", defaults.start()),
                  variance(config, "beta_end", defaults.end()));
    }
    if (config.flag("rescale_betas_zero_snr", false)) {
      betas = rescaledToZeroSnr(betas);
    }
    return new NoiseSchedule(betas, FloatSeries.cumulativeProductOfComplements(betas));
  }

  /** This schedule without an ᾱ of 0, for methods that divide by it: the last becomes 2⁻²⁴. */
  NoiseSchedule withPositiveTerminalAlpha() {
    float[] positive = alphasCumprod.clone();
    int last = positive.length - 1;
    if (positive[last] == 0) {
      positive[last] = MIN_ALPHA;
    }
    return new NoiseSchedule(betas, positive);
  }

  int timesteps() {
    return betas.length;
  }

  /** ᾱ at a whole timestep, held to the trained range. */
  double alphaCumprod(double timestep) {
    return alphasCumprod[Math.clamp((long) timestep, 0, timesteps() - 1)];
  }

  /** Noise over picture, √((1 - ᾱ) / ᾱ), at each timestep. */
  float[] sigmas() {
    float[] sigmas = new float[timesteps()];
    for (int i = 0; i < sigmas.length; i++) {
      sigmas[i] = (float) Math.sqrt((1f - alphasCumprod[i]) / alphasCumprod[i]);
    }
    return sigmas;
  }

  /**
   * Betas whose last timestep is pure noise: √ᾱ is shifted and stretched so that its last value
   * becomes 0 and its first stays (Lin et al. 2024, algorithm 1).
   */
  private static float[] rescaledToZeroSnr(float[] betas) {
    float[] roots = FloatSeries.cumulativeProductOfComplements(betas);
    for (int i = 0; i < roots.length; i++) {
      roots[i] = (float) Math.sqrt(roots[i]);
    }
    float first = roots[0];
    float last = roots[roots.length - 1];
    float stretch = first / (first - last);
    float[] rescaled = new float[betas.length];
    float previous = 1;
    for (int i = 0; i < roots.length; i++) {
      float root = (roots[i] - last) * stretch;
      float alphaCumprod = root * root;
      rescaled[i] = 1f - (i == 0 ? alphaCumprod : alphaCumprod / previous);
      previous = alphaCumprod;
    }
    return rescaled;
  }

  private static double variance(SchedulerConfig config, String key, double fallback) {
    double value = config.number(key, fallback);
    if (value <= 0 || value >= 1) {
      throw config.bad("diffusion.option.between", key, value);
    }
    return value;
  }

  /** What a scheduler's class assumes where its configuration says nothing. */
  record Defaults(BetaSchedule schedule, double start, double end) {
    /** The figures of the DDPM paper, which most schedulers start from. */
    static final Defaults DDPM = new Defaults(BetaSchedule.LINEAR, 0.0001, 0.02);

    /** The range of Stable Diffusion, in even steps. */
    static final Defaults STABLE_DIFFUSION_LINEAR =
        new Defaults(BetaSchedule.LINEAR, 0.00085, 0.012);

    /** The schedule of Stable Diffusion and SDXL. */
    static final Defaults STABLE_DIFFUSION =
        new Defaults(BetaSchedule.SCALED_LINEAR, 0.00085, 0.012);
  }
}
