package afterimage.diffusion.scheduler;

import afterimage.diffusion.noise.NoiseSource;
import afterimage.diffusion.scheduler.LogSnrScheduler.Level;
import afterimage.tensor.Tensor;

/** DPM-Solver++, multistep, for networks of EDM, such as Playground v2.5. */
final class EdmDpmMultistepScheduler extends EdmScheduler {
  private final SampleClipping limit;
  private final DpmMultistep solver;

  EdmDpmMultistepScheduler(SchedulerConfig config) {
    super(config);
    limit =
        config.flag("thresholding", false)
            ? SampleClipping.of(config, false)
            : new SampleClipping.None();
    solver = new DpmMultistep(config, last, this::level);
    if (!solver.predictsOriginal()) {
      throw config.bad(
          "diffusion.option.edm",
          "algorithm_type",
          String.valueOf(config.options().get("algorithm_type")));
    }
  }

  /** Samples are not scaled: the picture's weight is 1. */
  private Level level(int index) {
    double sigma = sigma(index);
    return new Level(1, sigma, -Math.log(sigma));
  }

  @Override
  public void setBeginIndex(int index) {
    super.setBeginIndex(index);
    solver.reset();
  }

  @Override
  public Step step(Tensor modelOutput, double timestep, Tensor sample, NoiseSource noise) {
    Tensor original = limit.apply(predictedOriginal(modelOutput, sample));
    Tensor previous = solver.step(original, sample, position(), count(), noise);
    advance();
    return new Step(previous, original);
  }
}
