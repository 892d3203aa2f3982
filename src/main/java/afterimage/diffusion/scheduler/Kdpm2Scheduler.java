package afterimage.diffusion.scheduler;

import afterimage.diffusion.noise.NoiseSource;
import afterimage.tensor.Tensor;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The midpoint method on the probability flow, halfway in log σ: the network is asked at the start
 * of a step and in its middle, and the middle's slope serves for the whole step. In the manner of
 * DPM-Solver-2.
 *
 * @see <a href="https://github.com/crowsonkb/k-diffusion">K-diffusion, sample_dpm_2</a>
 */
final class Kdpm2Scheduler extends SigmaScheduler {
  private final SigmaSpacing spacing;
  private double[] middles = {};

  /** The sample at the start of the present step, once its middle is reached. */
  private @Nullable Tensor start;

  Kdpm2Scheduler(SchedulerConfig config) {
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
    for (int i = 0; i < steps; i++) {
      middles[i] = Math.sqrt(sigmas[i] * sigmas[i + 1]);
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
      previous = along(from, slope, sigma(position()) - sigma(position() - 1));
      start = null;
    }
    advance();
    return new Step(previous, original);
  }
}
