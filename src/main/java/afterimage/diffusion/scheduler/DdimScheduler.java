package afterimage.diffusion.scheduler;

import afterimage.diffusion.noise.NoiseSource;
import afterimage.tensor.Tensor;

/**
 * Denoising diffusion implicit models: the predicted picture, with the predicted noise of the next
 * lower level added back. The option {@code eta}, from 0 to 1, replaces some of that noise by new
 * noise; 1 is as much as DDPM's.
 *
 * @see <a href="https://arxiv.org/abs/2010.02502">Song et al. 2021, equation 12</a>
 */
final class DdimScheduler extends AlphaScheduler {
  private final SampleClipping limit;
  private final double finalAlphaCumprod;
  private final double eta;

  DdimScheduler(SchedulerConfig config) {
    super(config, NoiseSchedule.of(config, NoiseSchedule.Defaults.DDPM));
    limit = SampleClipping.of(config, true);
    finalAlphaCumprod = finalAlphaCumprod(true);
    eta = config.number("eta", 0);
    if (eta < 0 || eta > 1) {
      throw config.bad("diffusion.option.eta", "eta", eta);
    }
  }

  @Override
  double[] layOut(int steps) {
    return spacedTimesteps(steps);
  }

  @Override
  public Step step(Tensor modelOutput, double timestep, Tensor sample, NoiseSource noise) {
    double next = timestep - stride();
    double alpha = trained.alphaCumprod(timestep);
    double alphaNext = next >= 0 ? trained.alphaCumprod(next) : finalAlphaCumprod;
    Tensor original = limit.apply(predictedOriginal(modelOutput, sample, timestep));
    Tensor predictedNoise = predictedNoise(modelOutput, sample, timestep);
    double deviation = eta * Math.sqrt((1 - alphaNext) / (1 - alpha) * (1 - alpha / alphaNext));
    LinearCombination previous =
        LinearCombination.of(Math.sqrt(alphaNext), original)
            .plus(Math.sqrt(1 - alphaNext - deviation * deviation), predictedNoise);
    if (eta > 0) {
      previous.plus(deviation, noise.normal(sample.shape()));
    }
    return new Step(previous.toTensor(), original);
  }
}
