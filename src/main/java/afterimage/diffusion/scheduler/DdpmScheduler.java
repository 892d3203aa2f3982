package afterimage.diffusion.scheduler;

import afterimage.diffusion.noise.NoiseSource;
import afterimage.tensor.Tensor;
import java.util.Locale;

/**
 * Denoising diffusion probabilistic models: samples from the posterior of the next lower level,
 * given the predicted picture.
 *
 * @see <a href="https://arxiv.org/abs/2006.11239">Ho et al. 2020, equations 6 and 7</a>
 */
final class DdpmScheduler extends AlphaScheduler {
  private final SampleClipping limit;
  private final Variance variance;

  DdpmScheduler(SchedulerConfig config) {
    super(config, NoiseSchedule.of(config, NoiseSchedule.Defaults.DDPM));
    limit = SampleClipping.of(config, true);
    variance = config.choice("variance_type", Variance.FIXED_SMALL);
  }

  @Override
  double[] layOut(int steps) {
    return spacedTimesteps(steps);
  }

  @Override
  public Step step(Tensor modelOutput, double timestep, Tensor sample, NoiseSource noise) {
    advance();
    Double next = nextTimestep();
    double alphaCumprod = trained.alphaCumprod(timestep);
    double nextCumprod = next == null ? 1 : trained.alphaCumprod(next);
    double alpha = alphaCumprod / nextCumprod;
    double beta = 1 - alpha;
    Tensor original = limit.apply(predictedOriginal(modelOutput, sample, timestep));
    LinearCombination previous =
        LinearCombination.of(Math.sqrt(nextCumprod) * beta / (1 - alphaCumprod), original)
            .plus(Math.sqrt(alpha) * (1 - nextCumprod) / (1 - alphaCumprod), sample);
    if (timestep > 0) {
      double posterior = Math.max((1 - nextCumprod) / (1 - alphaCumprod) * beta, 1e-20);
      previous.plus(Math.sqrt(variance.small ? posterior : beta), noise.normal(sample.shape()));
    }
    return new Step(previous.toTensor(), original);
  }

  /**
   * The variance of a step: the posterior's, which is right for a picture that is one point, or β,
   * which is right for one that is noise. Those "of the logarithm" are the same in another form.
   */
  private enum Variance {
    FIXED_SMALL(true),
    FIXED_SMALL_LOG(true),
    FIXED_LARGE(false),
    FIXED_LARGE_LOG(false);

    private final boolean small;

    Variance(boolean small) {
      this.small = small;
    }

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
