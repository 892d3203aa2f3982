package afterimage.diffusion.scheduler;

import afterimage.tensor.Tensor;

/**
 * What all schedulers have in common, whatever the coordinates in which they solve: a training
 * schedule, the table of timesteps of a run, and the position in it.
 */
abstract class TabulatedScheduler implements Scheduler {
  final SchedulerConfig config;
  final NoiseSchedule trained;
  final PredictionType prediction;
  private double[] timesteps = {};
  private int steps;
  private int position;

  TabulatedScheduler(SchedulerConfig config, NoiseSchedule trained) {
    this.config = config;
    this.trained = trained;
    prediction = config.choice("prediction_type", PredictionType.EPSILON);
  }

  @Override
  public void setTimesteps(int steps) {
    StepCount.check(steps, maxSteps());
    this.steps = steps;
    timesteps = layOut(steps);
    setBeginIndex(0);
  }

  /** The longest run. */
  int maxSteps() {
    return trained.timesteps();
  }

  /** The timesteps of a run, largest first; whatever other tables it needs are made as well. */
  abstract double[] layOut(int steps);

  @Override
  public double[] timesteps() {
    return timesteps.clone();
  }

  @Override
  public double noiseLevel() {
    double[] sigmas = sigmas();
    if (sigmas != null) {
      return sigmas[position];
    }
    double alphaCumprod = trained.alphaCumprod(timesteps[position]);
    return Math.sqrt((1 - alphaCumprod) / alphaCumprod);
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

  @Override
  public Tensor scaleModelInput(Tensor sample, double timestep) {
    return sample;
  }

  /** The entry of {@link #timesteps} that comes next. */
  final int position() {
    return position;
  }

  final void advance() {
    position++;
  }

  /** The timestep at an entry of {@link #timesteps}. */
  final double timestep(int index) {
    return timesteps[index];
  }

  /** How many network calls the whole run takes. */
  final int count() {
    return timesteps.length;
  }

  /** How many network calls are left, the coming one included. */
  final int remaining() {
    return timesteps.length - position;
  }

  /** Training timesteps from one step to the next where all are of one length. */
  final int stride() {
    return trained.timesteps() / steps;
  }
}
