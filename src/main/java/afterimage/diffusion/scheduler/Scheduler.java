package afterimage.diffusion.scheduler;

import afterimage.diffusion.noise.NoiseSource;
import afterimage.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * A noise schedule and the sampler that walks down it, under the contract of diffusers' schedulers:
 * {@link #setTimesteps}, {@link #setBeginIndex}, then for each timestep {@link #scaleModelInput},
 * the network, {@link #step}.
 *
 * <p>An instance serves one run at a time. Tables are made by {@code setTimesteps}; whatever a
 * multistep method remembers is forgotten by {@code setTimesteps} and {@code setBeginIndex}.
 */
public interface Scheduler {

  /** Makes the tables for a run of {@code steps} and forgets the run before. */
  void setTimesteps(int steps);

  /**
   * The timesteps to visit, largest first; longer than the number of steps where {@link #order} is
   * 2.
   */
  double[] timesteps();

  /** Noise levels of the timesteps and a last one, or null where the method has none. */
  double @Nullable [] sigmas();

  /** Noise over picture at the timestep that comes next, 0 or more; infinite for noise alone. */
  double noiseLevel();

  /** How many timesteps the network was trained on; {@link #timesteps} lie below. */
  int trainTimesteps();

  /** How many entries of {@link #timesteps} make one step: 1, or 2 for Heun and KDPM2. */
  int order();

  /** Standard deviation of pure noise at the first timestep. */
  double initNoiseSigma();

  /**
   * Says at which entry of {@link #timesteps} a truncated run begins, and forgets the run before.
   */
  void setBeginIndex(int index);

  /**
   * The sample as the network expects it at {@code timestep}; the run's own position decides where
   * timesteps repeat.
   */
  Tensor scaleModelInput(Tensor sample, double timestep);

  /**
   * Takes one step.
   *
   * @param modelOutput what the network predicted, after guidance
   * @param timestep the entry of {@link #timesteps} it was asked for
   * @param sample the sample before the step, unscaled
   * @param noise drawn from at most once, and only by stochastic methods
   */
  Step step(Tensor modelOutput, double timestep, Tensor sample, NoiseSource noise);

  /** {@code original} at the noise level of {@code timestep}, which belongs to the begin index. */
  Tensor addNoise(Tensor original, Tensor noise, double timestep);

  /**
   * What a step yields.
   *
   * @param previous the sample at the next, lower noise level
   * @param predictedOriginal the noiseless sample as predicted now, for previews
   */
  record Step(Tensor previous, Tensor predictedOriginal) {}
}
