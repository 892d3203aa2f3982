package afterimage.diffusion.scheduler;

import afterimage.tensor.Tensor;

/**
 * What schedulers have in common that solve the diffusion in the half log-SNR λ = ln(α / σ), with
 * samples of unit variance {@code α·x₀ + σ·ε} (Lu et al. 2022).
 */
abstract class LogSnrScheduler extends TabulatedScheduler {
  final SigmaCurve curve;
  final SampleClipping limit;
  private double[] sigmas = {};

  LogSnrScheduler(SchedulerConfig config, NoiseSchedule trained) {
    super(config, trained);
    config.refuse("use_flow_sigmas");
    curve = new SigmaCurve(trained);
    limit =
        config.flag("thresholding", false)
            ? SampleClipping.of(config, false)
            : new SampleClipping.None();
  }

  @Override
  final int maxSteps() {
    return trained.timesteps() - 1;
  }

  @Override
  final double[] layOut(int steps) {
    SigmaTable table = table(steps);
    sigmas = table.sigmas();
    return table.timesteps();
  }

  /** Whole timesteps and noise levels of a run; one level more than timesteps. */
  abstract SigmaTable table(int steps);

  /** Levels over the whole trained range, with the timesteps nearest to them. */
  final SigmaTable overTrainedRange(int steps, SigmaSpacing spacing, boolean round) {
    Double least = config.numberOrNull("sigma_min");
    Double most = config.numberOrNull("sigma_max");
    double[] levels =
        spacing.levels(
            steps, most != null ? most : curve.highest(), least != null ? least : curve.lowest());
    double[] nearest = curve.timestepsOf(levels);
    for (int i = 0; i < nearest.length; i++) {
      nearest[i] = round ? Math.rint(nearest[i]) : Math.floor(nearest[i]);
    }
    return new SigmaTable(nearest, levels);
  }

  /**
   * Timesteps as the configuration spaces them, and their levels.
   *
   * @param used number of training timesteps, from the lowest, that the run may visit
   */
  final SigmaTable spacedByTimestep(int steps, int used) {
    double[] timesteps =
        config
            .choice("timestep_spacing", TimestepSpacing.LINSPACE)
            .descendingAboveZero(
                trainTimesteps(), used, steps, config.integer("steps_offset", 0, 0));
    return new SigmaTable(timesteps, curve.sigmasAt(timesteps));
  }

  /**
   * The table of a method that never steps to no noise at all: it ends on the lowest trained level,
   * or repeats the run's own lowest where levels have a spacing of their own.
   *
   * @param used number of training timesteps, from the lowest, that the run may visit
   */
  final SigmaTable endingOnNoise(int steps, SigmaSpacing spacing, int used) {
    if (spacing == SigmaSpacing.BY_TIMESTEP) {
      return spacedByTimestep(steps, used).endingAt(curve.lowest());
    }
    SigmaTable levels = overTrainedRange(steps, spacing, spacing == SigmaSpacing.KARRAS);
    return levels.endingAt(levels.sigmas()[steps - 1]);
  }

  /**
   * The number of training timesteps whose λ is not below the option {@code lambda_min_clipped}.
   */
  final int unclippedTimesteps() {
    double least = config.lowerBound("lambda_min_clipped");
    int kept = trained.timesteps();
    while (kept > 1 && -curve.logAt(kept - 1) < least) {
      kept--;
    }
    return kept;
  }

  @Override
  public double[] sigmas() {
    return sigmas.clone();
  }

  /** The noise level of an entry of {@link #sigmas}. */
  final Level level(int index) {
    return Level.of(sigmas[index]);
  }

  @Override
  public Tensor addNoise(Tensor original, Tensor noise, double timestep) {
    Level level = level(position());
    return LinearCombination.of(level.alpha, original).plus(level.sigma, noise).toTensor();
  }

  /** The clean picture that the network's output means at the run's position, kept in range. */
  final Tensor predictedOriginal(Tensor output, Tensor sample) {
    Level level = level(position());
    return limit.apply(prediction.original(output, sample, level.alpha, level.sigma));
  }

  /** The noise that the network's output means at the run's position. */
  final Tensor predictedNoise(Tensor output, Tensor sample) {
    Level level = level(position());
    if (limit instanceof SampleClipping.None) {
      return prediction.noise(output, sample, level.alpha, level.sigma);
    }
    return PredictionType.SAMPLE.noise(
        predictedOriginal(output, sample), sample, level.alpha, level.sigma);
  }

  /**
   * A noise level.
   *
   * @param alpha weight of the picture
   * @param sigma weight of the noise; α² + σ² = 1
   * @param lambda ln(α / σ), infinite without noise
   */
  record Level(double alpha, double sigma, double lambda) {
    static Level of(double noiseOverPicture) {
      double alpha = 1 / Math.sqrt(noiseOverPicture * noiseOverPicture + 1);
      return new Level(alpha, noiseOverPicture * alpha, -Math.log(noiseOverPicture));
    }
  }
}
