package afterimage.diffusion.scheduler;

import afterimage.tensor.Tensor;

/**
 * What schedulers have in common that solve the diffusion in the half log-SNR λ = ln(α / σ), with
 * samples of unit variance {@code α·x₀ + σ·ε} (Lu et al. 2022).
 */
abstract class LogSnrScheduler implements Scheduler {
  final SchedulerConfig config;
  final SigmaCurve curve;
  final PredictionType prediction;
  final SampleLimit limit;
  private final NoiseSchedule trained;
  private double[] timesteps = {};
  private double[] sigmas = {};
  private int position;

  LogSnrScheduler(SchedulerConfig config, NoiseSchedule trained) {
    config.refuse("use_flow_sigmas");
    this.config = config;
    this.trained = trained;
    curve = new SigmaCurve(trained);
    prediction = config.choice("prediction_type", PredictionType.EPSILON);
    limit =
        config.flag("thresholding", false) ? SampleLimit.of(config, false) : new SampleLimit.None();
  }

  @Override
  public void setTimesteps(int steps) {
    RunLength.check(steps, trained.timesteps() - 1);
    SigmaTable table = table(steps);
    timesteps = table.timesteps();
    sigmas = table.sigmas();
    setBeginIndex(0);
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
  public double[] timesteps() {
    return timesteps.clone();
  }

  @Override
  public double[] sigmas() {
    return sigmas.clone();
  }

  @Override
  public int trainTimesteps() {
    return trained.timesteps();
  }

  @Override
  public int order() {
    return 1;
  }

  @Override
  public double initNoiseSigma() {
    return 1;
  }

  @Override
  public void setBeginIndex(int index) {
    position = index;
  }

  final int position() {
    return position;
  }

  final void advance() {
    position++;
  }

  /** How many network calls are left, the coming one included. */
  final int remaining() {
    return timesteps.length - position;
  }

  final int count() {
    return timesteps.length;
  }

  /** The noise level of an entry of {@link #sigmas}. */
  final Level level(int index) {
    return Level.of(sigmas[index]);
  }

  @Override
  public Tensor scaleModelInput(Tensor sample, double timestep) {
    return sample;
  }

  @Override
  public Tensor addNoise(Tensor original, Tensor noise, double timestep) {
    Level level = level(position);
    return LinearCombination.of(level.alpha, original).plus(level.sigma, noise).toTensor();
  }

  /** The clean picture that the network's output means at the run's position, kept in range. */
  final Tensor predictedOriginal(Tensor output, Tensor sample) {
    Level level = level(position);
    return limit.apply(prediction.original(output, sample, level.alpha, level.sigma));
  }

  /** The noise that the network's output means at the run's position. */
  final Tensor predictedNoise(Tensor output, Tensor sample) {
    Level level = level(position);
    if (limit instanceof SampleLimit.None) {
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
