package afterimage.onnx;

import afterimage.bundle.ModelBundle;
import afterimage.diffusion.scheduler.Scheduler;
import afterimage.diffusion.scheduler.SchedulerConfig;
import afterimage.diffusion.scheduler.Schedulers;
import afterimage.engine.EngineException;
import org.jspecify.annotations.Nullable;

/** Makes a fresh scheduler for a run. */
final class BundleScheduler {
  private BundleScheduler() {}

  /**
   * The scheduler of a name under a model's training schedule.
   *
   * @param name one of the model's, or null for its own
   */
  static Scheduler of(ModelBundle bundle, @Nullable String name) throws EngineException {
    SchedulerConfig config = name == null ? bundle.scheduler() : bundle.scheduler(name);
    try {
      return Schedulers.create(config);
    } catch (IllegalArgumentException e) {
      throw new EngineException(
          "The scheduler cannot be used: " + e.getMessage() + ".", "Choose another one.", e);
    }
  }
}
