package afterimage.diffusion.scheduler;

import afterimage.tensor.Tensor;
import java.util.Locale;

/**
 * What schedulers have in common of networks that were trained in the coordinates of EDM: noise
 * levels between two bounds instead of training timesteps, a network that is told ln σ / 4, and
 * data of a known deviation.
 *
 * @see <a href="https://arxiv.org/abs/2206.00364">Karras et al. 2022, table 1</a>
 */
abstract class EdmScheduler extends TabulatedScheduler {
  final FinalSigma last;
  private final double least;
  private final double most;
  private final double rho;
  private final double dataDeviation;
  private final Spacing spacing;
  private double[] sigmas = {};

  EdmScheduler(SchedulerConfig config) {
    // Of the training schedule only the number of timesteps means something here.
    super(config, NoiseSchedule.of(config, NoiseSchedule.Defaults.DDPM));
    least = positive(config, "sigma_min", 0.002);
    most = positive(config, "sigma_max", 80);
    rho = positive(config, "rho", 7);
    dataDeviation = positive(config, "sigma_data", 0.5);
    spacing = config.choice("sigma_schedule", Spacing.KARRAS);
    last = config.choice("final_sigmas_type", FinalSigma.ZERO);
    if (prediction == PredictionType.SAMPLE) {
      throw config.bad("diffusion.option.edm", "prediction_type", prediction);
    }
  }

  private static double positive(SchedulerConfig config, String key, double fallback) {
    double value = config.number(key, fallback);
    if (value <= 0) {
      throw config.bad("diffusion.option.positive", key, value);
    }
    return value;
  }

  @Override
  final double[] layOut(int steps) {
    double[] levels = new double[steps];
    double[] times = new double[steps];
    for (int i = 0; i < steps; i++) {
      levels[i] = (float) level(steps == 1 ? spacing.single : i / (steps - 1.0));
      times[i] = 0.25 * Math.log(levels[i]);
    }
    SigmaTable table =
        new SigmaTable(times, levels).endingAt(last == FinalSigma.ZERO ? 0 : lowest(levels));
    sigmas = table.sigmas();
    return table.timesteps();
  }

  /** The level other than 0 on which a run ends; of a run of one step, methods differ. */
  double lowest(double[] levels) {
    return least;
  }

  private double level(double ramp) {
    if (spacing == Spacing.EXPONENTIAL) {
      return SigmaSpacing.EXPONENTIAL.level(ramp, most, least);
    }
    double high = Math.pow(most, 1 / rho);
    return Math.pow(high + ramp * (Math.pow(least, 1 / rho) - high), rho);
  }

  @Override
  public final double[] sigmas() {
    return sigmas.clone();
  }

  /** Noise over picture at an entry of {@link #sigmas}. */
  final double sigma(int index) {
    return sigmas[index];
  }

  @Override
  public final double initNoiseSigma() {
    return Math.sqrt(most * most + 1);
  }

  @Override
  public final Tensor scaleModelInput(Tensor sample, double timestep) {
    float scale = (float) (1 / Math.hypot(sigma(position()), dataDeviation));
    return Elementwise.map(sample, x -> x * scale);
  }

  @Override
  public final Tensor addNoise(Tensor original, Tensor noise, double timestep) {
    return LinearCombination.of(1, original).plus(sigma(position()), noise).toTensor();
  }

  /** The clean picture that the network's output means at the run's position. */
  final Tensor predictedOriginal(Tensor output, Tensor sample) {
    double sigma = sigma(position());
    double variance = sigma * sigma + dataDeviation * dataDeviation;
    double weight = sigma * dataDeviation / Math.sqrt(variance);
    return LinearCombination.of(dataDeviation * dataDeviation / variance, sample)
        .plus(prediction == PredictionType.EPSILON ? weight : -weight, output)
        .toTensor();
  }

  private enum Spacing {
    KARRAS(0),

    /**
     * Laid out from the lowest level up in diffusers, where a single one is therefore the lowest.
     */
    EXPONENTIAL(1);

    private final double single;

    Spacing(double single) {
      this.single = single;
    }

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
