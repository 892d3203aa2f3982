package afterimage.diffusion.scheduler;

/**
 * What schedulers of distilled networks have in common: timesteps come from the few, in even
 * strides, that distillation used.
 */
abstract class DistilledScheduler extends AlphaScheduler {
  private final int originalSteps;

  DistilledScheduler(SchedulerConfig config) {
    super(config, NoiseSchedule.of(config, NoiseSchedule.Defaults.STABLE_DIFFUSION));
    originalSteps = config.integer("original_inference_steps", 1, 50);
    if (originalSteps > trained.timesteps()) {
      throw config.bad(
          "diffusion.option.most", "original_inference_steps", originalSteps, trained.timesteps());
    }
  }

  @Override
  final int maxSteps() {
    return originalSteps;
  }

  @Override
  final double[] layOut(int steps) {
    int stride = trained.timesteps() / originalSteps;
    double[] timesteps = new double[steps];
    for (int i = 0; i < steps; i++) {
      int skipped = (int) (i * ((double) originalSteps / steps));
      timesteps[i] = (originalSteps - skipped) * stride - 1;
    }
    return timesteps;
  }
}
