package afterimage.diffusion.scheduler;

import afterimage.diffusion.noise.NoiseSource;
import afterimage.tensor.Tensor;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * "DPM++ SDE": DPM-Solver++ of order two for the stochastic equation, with a network call at the
 * start of a step and one in its middle in log σ.
 *
 * <p>The noise of a whole step and that of its first half belong to one Brownian motion in σ. It is
 * drawn half by half here, in the order of the steps, where diffusers samples a tree of its own; so
 * seeds give other pictures than there.
 *
 * @see <a href="https://github.com/crowsonkb/k-diffusion">K-diffusion, sample_dpmpp_sde</a>
 */
final class DpmSdeScheduler extends SigmaScheduler {
  private final SigmaSpacing spacing;
  private @Nullable FirstHalf firstHalf;

  DpmSdeScheduler(SchedulerConfig config) {
    super(config, NoiseSchedule.of(config, NoiseSchedule.Defaults.STABLE_DIFFUSION_LINEAR));
    spacing = SigmaSpacing.of(config);
  }

  @Override
  SigmaTable table(int steps) {
    SigmaTable single = spaced(steps, spacing);
    double[] middles = new double[steps - 1];
    Arrays.setAll(middles, i -> middle(single.sigmas()[i], single.sigmas()[i + 1]));
    return new SigmaTable(
            Interleaved.alternate(single.timesteps(), curve.timestepsOf(middles)),
            Interleaved.repeatAllButFirst(single.sigmas()))
        .endingAt(0);
  }

  private static double middle(double from, double to) {
    return Math.sqrt(from * to);
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
  float inputSigma() {
    FirstHalf first = firstHalf;
    return first == null ? sigma(position()) : (float) first.middle;
  }

  @Override
  public Step step(Tensor modelOutput, double timestep, Tensor sample, NoiseSource noise) {
    Tensor original = predictedOriginal(modelOutput, sample, inputSigma());
    FirstHalf first = firstHalf;
    Tensor previous;
    if (first != null) {
      double from = sigma(position() - 1);
      double to = sigma(position());
      previous = move(first.sample, original, from, to, first.wholeNoise(from, to, noise));
      firstHalf = null;
    } else if (sigma(position() + 1) == 0) {
      previous = original;
    } else {
      double from = sigma(position());
      double middle = middle(from, sigma(position() + 1));
      Tensor fresh = noise.normal(sample.shape());
      previous = move(sample, original, from, middle, fresh);
      firstHalf = new FirstHalf(sample, fresh, middle);
    }
    advance();
    return new Step(previous, original);
  }

  /** Follows the flow below {@code to} and adds noise up to it. */
  private static Tensor move(Tensor sample, Tensor original, double from, double to, Tensor noise) {
    AncestralLevel next = AncestralLevel.between((float) from, (float) to);
    double kept = next.down() / from;
    return LinearCombination.of(kept, sample)
        .plus(1 - kept, original)
        .plus(next.up(), noise)
        .toTensor();
  }

  private record FirstHalf(Tensor sample, Tensor noise, double middle) {

    /** The step's noise of unit variance: that of its first half, and new noise for its second. */
    Tensor wholeNoise(double from, double to, NoiseSource source) {
      double share = (from - middle) / (from - to);
      return LinearCombination.of(Math.sqrt(share), noise)
          .plus(Math.sqrt(1 - share), source.normal(noise.shape()))
          .toTensor();
    }
  }
}
