package afterimage.diffusion.scheduler;

import afterimage.tensor.Tensor;

/**
 * What schedulers have in common that solve the probability flow in the coordinates of Karras et
 * al. 2022: a sample is {@code x₀ + σ·ε}, and the network sees it scaled to unit variance.
 */
abstract class SigmaScheduler extends TabulatedScheduler {
  final SigmaCurve curve;
  private final TimestepSpacing spacing;
  private double[] sigmas = {};

  SigmaScheduler(SchedulerConfig config, NoiseSchedule trained) {
    super(config, trained);
    curve = new SigmaCurve(trained);
    spacing = config.choice("timestep_spacing", TimestepSpacing.LINSPACE);
  }

  @Override
  final double[] layOut(int steps) {
    SigmaTable table = table(steps);
    sigmas = table.sigmas();
    return table.timesteps();
  }

  /** Timesteps and noise levels of a run; one level more than timesteps where a step ends on 0. */
  abstract SigmaTable table(int steps);

  /** Timesteps as the configuration spaces them, before noise levels are considered. */
  double[] spacedTimesteps(int steps) {
    return spacing.descending(trained.timesteps(), steps, config.integer("steps_offset", 0, 0));
  }

  /**
   * Timesteps and levels, without the last, of a run with one network call a step.
   *
   * @param levels how noise levels are laid out
   */
  SigmaTable spaced(int steps, SigmaSpacing levels) {
    double[] spaced = spacedTimesteps(steps);
    double[] bySpacing = curve.sigmasAt(spaced);
    if (levels == SigmaSpacing.BY_TIMESTEP) {
      return new SigmaTable(spaced, bySpacing);
    }
    Double least = config.numberOrNull("sigma_min");
    Double most = config.numberOrNull("sigma_max");
    double[] chosen =
        levels.levels(
            bySpacing.length,
            most != null ? most : bySpacing[0],
            least != null ? least : bySpacing[bySpacing.length - 1]);
    return new SigmaTable(curve.timestepsOf(chosen), chosen);
  }

  @Override
  public double[] sigmas() {
    return sigmas.clone();
  }

  @Override
  public double initNoiseSigma() {
    double highest = 0;
    for (double sigma : sigmas) {
      highest = Math.max(highest, sigma);
    }
    return spacing == TimestepSpacing.LEADING ? Math.sqrt(highest * highest + 1) : highest;
  }

  final float sigma(int index) {
    return (float) sigmas[index];
  }

  /** The noise level at which the network is asked next. */
  float inputSigma() {
    return sigma(position());
  }

  @Override
  public Tensor scaleModelInput(Tensor sample, double timestep) {
    float sigma = inputSigma();
    float deviation = (float) Math.sqrt(sigma * sigma + 1);
    return Elementwise.map(sample, x -> x / deviation);
  }

  @Override
  public Tensor addNoise(Tensor original, Tensor noise, double timestep) {
    float sigma = sigma(position());
    return Elementwise.map(original, noise, (x, e) -> x + e * sigma);
  }

  /** The clean picture that the network's output means for a sample at a noise level. */
  final Tensor predictedOriginal(Tensor output, Tensor sample, float sigma) {
    return switch (prediction) {
      case EPSILON -> Elementwise.plus(sample, -sigma, output);
      case V_PREDICTION -> {
        float variance = sigma * sigma + 1;
        float weight = -sigma / (float) Math.sqrt(variance);
        yield Elementwise.map(sample, output, (x, v) -> v * weight + x / variance);
      }
      case SAMPLE -> output;
    };
  }

  /** The slope dx/dσ of the probability flow, which points away from the clean picture. */
  static Tensor slope(Tensor sample, Tensor original, float sigma) {
    return Elementwise.differenceOver(sample, original, sigma);
  }

  /** A straight step along a slope. */
  static Tensor along(Tensor sample, Tensor slope, float distance) {
    return Elementwise.plus(sample, distance, slope);
  }
}
