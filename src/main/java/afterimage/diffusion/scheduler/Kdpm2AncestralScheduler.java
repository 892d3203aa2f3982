package afterimage.diffusion.scheduler;

import afterimage.diffusion.noise.NoiseSource;
import afterimage.tensor.Tensor;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The midpoint method with new noise: each step goes below the next noise level, by way of its
 * middle in log σ, and comes back up to it.
 *
 * @see <a href="https://github.com/crowsonkb/k-diffusion">K-diffusion, sample_dpm_2_ancestral</a>
 */
final class Kdpm2AncestralScheduler extends SigmaScheduler {
  private final SigmaSpacing spacing;
  private double[] middles = {};

  /** The sample at the start of the present step, once its middle is reached. */
  private @Nullable Tensor start;

  Kdpm2AncestralScheduler(SchedulerConfig config) {
    super(config, NoiseSchedule.of(config, NoiseSchedule.Defaults.STABLE_DIFFUSION_LINEAR));
    spacing = SigmaSpacing.of(config);
  }

  @Override
  SigmaTable table(int steps) {
    SigmaTable single = spaced(steps, spacing);
    double[] timesteps =
        spacing == SigmaSpacing.KARRAS
            ? Arrays.stream(single.timesteps()).map(Math::rint).toArray()
            : single.timesteps();
    double[] sigmas = single.endingAt(0).sigmas();
    middles = new double[steps];
    for (int i = 0; i < steps - 1; i++) {
      float down = AncestralLevel.between((float) sigmas[i], (float) sigmas[i + 1]).down();
      middles[i] = Math.sqrt(sigmas[i] * down);
    }
    // Diffusers' list ends in two more zeros.
    double[] repeated = Interleaved.repeatAllButFirst(sigmas);
    return new SigmaTable(Interleaved.alternate(timesteps, curve.timestepsOf(middles)), repeated)
        .endingAt(0);
  }

  @Override
  public int order() {
    return 2;
  }

  @Override
  public void setBeginIndex(int index) {
    super.setBeginIndex(index);
    start = null;
  }

  @Override
  float inputSigma() {
    return start == null ? sigma(position()) : middle();
  }

  /** The level halfway through the present step. */
  private float middle() {
    return (float) middles[position() / 2];
  }

  @Override
  public Step step(Tensor modelOutput, double timestep, Tensor sample, NoiseSource noise) {
    Tensor original = predictedOriginal(modelOutput, sample, inputSigma());
    Tensor slope = slope(sample, original, inputSigma());
    Tensor from = start;
    Tensor previous;
    if (from == null) {
      previous = along(sample, slope, middle() - sigma(position()));
      start = sample;
    } else {
      float sigma = sigma(position() - 1);
      AncestralLevel next = AncestralLevel.between(sigma, sigma(position()));
      Tensor below = along(from, slope, next.down() - sigma);
      previous = along(below, noise.normal(sample.shape()), next.up());
      start = null;
    }
    advance();
    return new Step(previous, original);
  }
}
