package afterimage.diffusion.scheduler;

import afterimage.diffusion.noise.NoiseSource;
import afterimage.tensor.Tensor;

/**
 * Latent consistency models: each step predicts the clean picture and adds new noise of the next
 * lower level.
 *
 * @see <a href="https://arxiv.org/abs/2310.04378">Luo et al. 2023, algorithm 3</a>
 */
final class LcmScheduler extends DistilledScheduler {
  /** Deviation of the data that the boundary condition assumes. */
  private static final double SIGMA_DATA = 0.5;

  private final SampleClipping limit;
  private final double timestepScaling;

  LcmScheduler(SchedulerConfig config) {
    super(config);
    limit = SampleClipping.of(config, false);
    timestepScaling = config.number("timestep_scaling", 10);
  }

  @Override
  public Step step(Tensor modelOutput, double timestep, Tensor sample, NoiseSource noise) {
    Tensor original = limit.apply(predictedOriginal(modelOutput, sample, timestep));
    double scaled = timestep * timestepScaling;
    double total = scaled * scaled + SIGMA_DATA * SIGMA_DATA;
    Tensor denoised =
        LinearCombination.of(scaled / Math.sqrt(total), original)
            .plus(SIGMA_DATA * SIGMA_DATA / total, sample)
            .toTensor();
    advance();
    Double next = nextTimestep();
    if (next == null) {
      return new Step(denoised, denoised);
    }
    double alphaNext = trained.alphaCumprod(next);
    return new Step(
        LinearCombination.of(Math.sqrt(alphaNext), denoised)
            .plus(Math.sqrt(1 - alphaNext), noise.normal(sample.shape()))
            .toTensor(),
        denoised);
  }
}
