package afterimage.diffusion.scheduler;

import afterimage.diffusion.noise.NoiseSource;
import afterimage.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * Heun's method on the probability flow: a step of Euler, then the same step again with the mean of
 * the slopes at its two ends.
 *
 * @see <a href="https://arxiv.org/abs/2206.00364">Karras et al. 2022, algorithm 1</a>
 */
final class HeunScheduler extends SigmaScheduler {
  private final SigmaSpacing spacing;
  private final SampleClipping limit;

  private @Nullable FirstHalf firstHalf;

  HeunScheduler(SchedulerConfig config) {
    super(config, NoiseSchedule.of(config, NoiseSchedule.Defaults.STABLE_DIFFUSION_LINEAR));
    spacing = SigmaSpacing.of(config);
    limit =
        config.flag("clip_sample", false)
            ? SampleClipping.of(config, false)
            : new SampleClipping.None();
  }

  @Override
  SigmaTable table(int steps) {
    SigmaTable single = spaced(steps, spacing);
    return new SigmaTable(
            Interleaved.repeatAllButFirst(single.timesteps()),
            Interleaved.repeatAllButFirst(single.sigmas()))
        .endingAt(0);
  }

  @Override
  public int order() {
    return 2;
  }

  @Override
  public void setBeginIndex(int index) {
    super.setBeginIndex(index);
    firstHalf = null;
  }

  @Override
  public Step step(Tensor modelOutput, double timestep, Tensor sample, NoiseSource noise) {
    float sigma = sigma(position());
    Tensor original = limit.apply(predictedOriginal(modelOutput, sample, sigma));
    Tensor slope = slope(sample, original, sigma);
    FirstHalf first = firstHalf;
    Tensor previous;
    if (first == null) {
      float distance = sigma(position() + 1) - sigma;
      firstHalf = new FirstHalf(sample, slope, distance);
      previous = along(sample, slope, distance);
    } else {
      firstHalf = null;
      Tensor mean = Elementwise.map(first.slope, slope, (start, end) -> (start + end) / 2);
      previous = along(first.sample, mean, first.distance);
    }
    advance();
    return new Step(previous, original);
  }

  private record FirstHalf(Tensor sample, Tensor slope, float distance) {}
}
