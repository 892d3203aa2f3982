package afterimage.diffusion.scheduler;

import afterimage.diffusion.noise.NoiseSource;
import afterimage.tensor.Tensor;

/**
 * Euler's method with new noise: each step goes below the next noise level and comes back up to it.
 *
 * @see <a href="https://github.com/crowsonkb/k-diffusion">K-diffusion, sample_euler_ancestral</a>
 */
final class EulerAncestralScheduler extends SigmaScheduler {

  EulerAncestralScheduler(SchedulerConfig config) {
    super(
        config, NoiseSchedule.of(config, NoiseSchedule.Defaults.DDPM).withPositiveTerminalAlpha());
  }

  @Override
  SigmaTable table(int steps) {
    return spaced(steps, SigmaSpacing.BY_TIMESTEP).endingAt(0);
  }

  @Override
  public Step step(Tensor modelOutput, double timestep, Tensor sample, NoiseSource noise) {
    float sigma = sigma(position());
    AncestralLevel next = AncestralLevel.between(sigma, sigma(position() + 1));
    Tensor original = predictedOriginal(modelOutput, sample, sigma);
    Tensor below = along(sample, slope(sample, original, sigma), next.down() - sigma);
    advance();
    return new Step(along(below, noise.normal(sample.shape()), next.up()), original);
  }
}
