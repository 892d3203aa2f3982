package afterimage.onnx.model;

import afterimage.bundle.ModelBundle;
import afterimage.diffusion.scheduler.Scheduler;
import afterimage.diffusion.scheduler.SchedulerConfig;
import afterimage.diffusion.scheduler.Schedulers;
import afterimage.engine.EngineException;
import afterimage.engine.TimestepSpacing;
import afterimage.message.Messages;
import org.jspecify.annotations.Nullable;

/** Makes a fresh scheduler for a run. */
public final class BundleScheduler {
  private BundleScheduler() {}

  /**
   * The scheduler of a name under a model's training schedule.
   *
   * @param name one of the model's, or null for its own
   * @param spacing of its timesteps
   * @param steps of the run
   * @throws EngineException if there is no such scheduler, or it cannot lay out so many steps
   */
  public static Scheduler of(
      ModelBundle bundle, @Nullable String name, TimestepSpacing spacing, int steps)
      throws EngineException {
    SchedulerConfig own = bundle.scheduler(name);
    SchedulerConfig config =
        spacing == TimestepSpacing.MODEL ? own : own.with("timestep_spacing", spacing.toString());
    try {
      Scheduler scheduler = Schedulers.create(config);
      scheduler.setTimesteps(steps);
      return scheduler;
    } catch (IllegalArgumentException e) {
      throw new EngineException(
          Messages.of("onnx.scheduler", String.valueOf(e.getMessage())),
          Messages.of("onnx.scheduler.remedy"),
          e);
    }
  }
}
