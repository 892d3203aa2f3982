package afterimage.diffusion.scheduler;

import afterimage.diffusion.noise.NoiseSource;
import afterimage.tensor.Tensor;
import java.util.Locale;

/**
 * Euler's method on the probability flow: one straight step down to the next noise level.
 *
 * @see <a href="https://arxiv.org/abs/2206.00364">Karras et al. 2022, algorithm 2 without churn</a>
 */
final class EulerScheduler extends SigmaScheduler {
  private final SigmaSpacing spacing;
  private final Interpolation interpolation;
  private final FinalSigma last;
  private final boolean continuous;

  EulerScheduler(SchedulerConfig config) {
    super(
        config, NoiseSchedule.of(config, NoiseSchedule.Defaults.DDPM).withPositiveTerminalAlpha());
    spacing = SigmaSpacing.of(config);
    interpolation = config.choice("interpolation_type", Interpolation.LINEAR);
    last = config.choice("final_sigmas_type", FinalSigma.ZERO);
    continuous =
        config.choice("timestep_type", TimestepType.DISCRETE) == TimestepType.CONTINUOUS
            && prediction == PredictionType.V_PREDICTION;
  }

  @Override
  SigmaTable table(int steps) {
    SigmaTable table =
        interpolation == Interpolation.LOG_LINEAR ? logLinear(steps) : spaced(steps, spacing);
    return (continuous ? continuous(table) : table).endingAt(last.of(curve));
  }

  /** Levels in even steps of the logarithm over the whole trained range. */
  private SigmaTable logLinear(int steps) {
    double[] levels = SigmaSpacing.EXPONENTIAL.levels(steps + 1, curve.highest(), curve.lowest());
    return new SigmaTable(spacedTimesteps(steps), levels);
  }

  /** Networks of continuous time are told log σ / 4. */
  private static SigmaTable continuous(SigmaTable table) {
    double[] times = new double[table.sigmas().length];
    for (int i = 0; i < times.length; i++) {
      times[i] = 0.25 * Math.log(table.sigmas()[i]);
    }
    return new SigmaTable(times, table.sigmas());
  }

  @Override
  public Step step(Tensor modelOutput, double timestep, Tensor sample, NoiseSource noise) {
    float sigma = sigma(position());
    float next = sigma(position() + 1);
    Tensor original = predictedOriginal(modelOutput, sample, sigma);
    Tensor slope = slope(sample, original, sigma);
    advance();
    return new Step(along(sample, slope, next - sigma), original);
  }

  private enum Interpolation {
    LINEAR,
    LOG_LINEAR;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  private enum TimestepType {
    DISCRETE,
    CONTINUOUS;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
