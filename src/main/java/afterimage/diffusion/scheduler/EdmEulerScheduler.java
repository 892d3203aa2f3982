package afterimage.diffusion.scheduler;

import afterimage.diffusion.noise.NoiseSource;
import afterimage.tensor.Tensor;

/** Euler's method for networks of EDM: one straight step down to the next noise level. */
final class EdmEulerScheduler extends EdmScheduler {
  EdmEulerScheduler(SchedulerConfig config) {
    super(config);
  }

  @Override
  double lowest(double[] levels) {
    return levels[levels.length - 1];
  }

  @Override
  public Step step(Tensor modelOutput, double timestep, Tensor sample, NoiseSource noise) {
    Tensor original = predictedOriginal(modelOutput, sample);
    float sigma = (float) sigma(position());
    float next = (float) sigma(position() + 1);
    // In single precision, as such networks were sampled: the slope of a last step is a difference
    // of large numbers.
    Tensor slope = SigmaScheduler.slope(sample, original, sigma);
    advance();
    return new Step(SigmaScheduler.along(sample, slope, next - sigma), original);
  }
}
