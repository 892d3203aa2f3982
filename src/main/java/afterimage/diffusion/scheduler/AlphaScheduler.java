package afterimage.diffusion.scheduler;

import afterimage.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * What schedulers have in common that step between whole training timesteps, with samples of unit
 * variance: {@code √ᾱ·x₀ + √(1 - ᾱ)·ε}.
 */
abstract class AlphaScheduler extends TabulatedScheduler {

  AlphaScheduler(SchedulerConfig config, NoiseSchedule trained) {
    super(config, trained);
  }

  /** Timesteps as the configuration spaces them. */
  final double[] spacedTimesteps(int steps) {
    return config
        .choice("timestep_spacing", TimestepSpacing.LEADING)
        .wholeDescending(trained.timesteps(), steps, config.integer("steps_offset", 0, 0));
  }

  @Override
  public double @Nullable [] sigmas() {
    return null;
  }

  /** The timestep after the one just taken, or null after the last. */
  final @Nullable Double nextTimestep() {
    return remaining() > 0 ? timestep(position()) : null;
  }

  /** ᾱ at the end of the way: 1, or what is left at the first training timestep. */
  final double finalAlphaCumprod(boolean oneByDefault) {
    return config.flag("set_alpha_to_one", oneByDefault) ? 1 : trained.alphaCumprod(0);
  }

  /** The clean picture that the network's output means at a timestep. */
  final Tensor predictedOriginal(Tensor output, Tensor sample, double timestep) {
    double alphaCumprod = trained.alphaCumprod(timestep);
    return prediction.original(
        output, sample, Math.sqrt(alphaCumprod), Math.sqrt(1 - alphaCumprod));
  }

  /** The noise that the network's output means at a timestep. */
  final Tensor predictedNoise(Tensor output, Tensor sample, double timestep) {
    double alphaCumprod = trained.alphaCumprod(timestep);
    return prediction.noise(output, sample, Math.sqrt(alphaCumprod), Math.sqrt(1 - alphaCumprod));
  }

  @Override
  public Tensor addNoise(Tensor original, Tensor noise, double timestep) {
    double alphaCumprod = trained.alphaCumprod(timestep);
    return LinearCombination.of(Math.sqrt(alphaCumprod), original)
        .plus(Math.sqrt(1 - alphaCumprod), noise)
        .toTensor();
  }
}
