package afterimage.diffusion.scheduler;

import afterimage.diffusion.noise.NoiseSource;
import afterimage.tensor.Tensor;

/**
 * Trajectory consistency distillation: each step goes below the next timestep, as far as η says,
 * and back up to it with new noise. With η = 0 nothing is random, with 1 it is the sampling of
 * consistency models.
 *
 * @see <a href="https://arxiv.org/abs/2402.19159">Zheng et al. 2024, algorithm 4</a>
 */
final class TcdScheduler extends DistilledScheduler {
  private final double eta;

  TcdScheduler(SchedulerConfig config) {
    super(config);
    eta = config.number("eta", 0.3);
    if (eta < 0 || eta > 1) {
      throw config.bad("diffusion.option.eta", "eta", eta);
    }
  }

  @Override
  public Step step(Tensor modelOutput, double timestep, Tensor sample, NoiseSource noise) {
    Tensor original = predictedOriginal(modelOutput, sample, timestep);
    Tensor predictedNoise = predictedNoise(modelOutput, sample, timestep);
    advance();
    Double next = nextTimestep();
    double reached = next == null ? 0 : Math.floor((1 - eta) * next);
    double alphaReached = trained.alphaCumprod(reached);
    LinearCombination previous =
        LinearCombination.of(Math.sqrt(alphaReached), original)
            .plus(Math.sqrt(1 - alphaReached), predictedNoise);
    if (next == null || eta == 0) {
      return new Step(previous.toTensor(), original);
    }
    double kept = trained.alphaCumprod(next) / alphaReached;
    return new Step(
        LinearCombination.of(Math.sqrt(kept), previous.toTensor())
            .plus(Math.sqrt(1 - kept), noise.normal(sample.shape()))
            .toTensor(),
        original);
  }
}
