package afterimage.diffusion.scheduler;

import afterimage.diffusion.noise.NoiseSource;
import afterimage.tensor.Tensor;

/**
 * Latent consistency models: each step predicts the clean picture and adds new noise of the next
 * lower level. Timesteps come from the few that distillation used.
 *
 * @see <a href="https://arxiv.org/abs/2310.04378">Luo et al. 2023, algorithm 3</a>
 */
final class LcmScheduler extends AlphaScheduler {
  /** Deviation of the data that the boundary condition assumes. */
  private static final double SIGMA_DATA = 0.5;

  private final SampleClipping limit;
  private final int originalSteps;
  private final double timestepScaling;

  LcmScheduler(SchedulerConfig config) {
    super(config, NoiseSchedule.of(config, NoiseSchedule.Defaults.STABLE_DIFFUSION));
    limit = SampleClipping.of(config, false);
    originalSteps = config.integer("original_inference_steps", 1, 50);
    timestepScaling = config.number("timestep_scaling", 10);
    if (originalSteps > trained.timesteps()) {
      throw config.bad(
          "diffusion.option.most", "original_inference_steps", originalSteps, trained.timesteps());
    }
  }

  @Override
  int maxSteps() {
    return originalSteps;
  }

  @Override
  double[] layOut(int steps) {
    int stride = trained.timesteps() / originalSteps;
    double[] timesteps = new double[steps];
    for (int i = 0; i < steps; i++) {
      int skipped = (int) (i * ((double) originalSteps / steps));
      timesteps[i] = (originalSteps - skipped) * stride - 1;
    }
    return timesteps;
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
