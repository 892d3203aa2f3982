package afterimage.diffusion.scheduler;

import afterimage.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * What schedulers have in common that step between whole training timesteps, with samples of unit
 * variance: {@code √ᾱ·x₀ + √(1 - ᾱ)·ε}.
 */
abstract class AlphaScheduler implements Scheduler {
  final SchedulerConfig config;
  final NoiseSchedule trained;
  final PredictionType prediction;
  private double[] timesteps = {};
  private int steps;
  private int position;

  AlphaScheduler(SchedulerConfig config, NoiseSchedule trained) {
    this.config = config;
    this.trained = trained;
    prediction = config.choice("prediction_type", PredictionType.EPSILON);
  }

  @Override
  public void setTimesteps(int steps) {
    RunLength.check(steps, mostSteps());
    this.steps = steps;
    timesteps = layOut(steps);
    setBeginIndex(0);
  }

  int mostSteps() {
    return trained.timesteps();
  }

  /** The timesteps of a run, whole numbers. */
  abstract double[] layOut(int steps);

  /** Timesteps as the configuration spaces them. */
  final double[] spacedTimesteps(int steps) {
    return config
        .choice("timestep_spacing", TimestepSpacing.LEADING)
        .wholeDescending(trained.timesteps(), steps, config.integer("steps_offset", 0, 0));
  }

  @Override
  public double[] timesteps() {
    return timesteps.clone();
  }

  @Override
  public double @Nullable [] sigmas() {
    return null;
  }

  @Override
  public int trainTimesteps() {
    return trained.timesteps();
  }

  @Override
  public int order() {
    return 1;
  }

  @Override
  public double initNoiseSigma() {
    return 1;
  }

  @Override
  public void setBeginIndex(int index) {
    position = index;
  }

  final void advance() {
    position++;
  }

  /** The timestep after the one just taken, or null after the last. */
  final @Nullable Double nextTimestep() {
    return position < timesteps.length ? timesteps[position] : null;
  }

  /** Training timesteps from one step to the next. */
  final int stride() {
    return trained.timesteps() / steps;
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
  public Tensor scaleModelInput(Tensor sample, double timestep) {
    return sample;
  }

  @Override
  public Tensor addNoise(Tensor original, Tensor noise, double timestep) {
    double alphaCumprod = trained.alphaCumprod(timestep);
    return LinearCombination.of(Math.sqrt(alphaCumprod), original)
        .plus(Math.sqrt(1 - alphaCumprod), noise)
        .toTensor();
  }
}
