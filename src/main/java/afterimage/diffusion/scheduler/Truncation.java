package afterimage.diffusion.scheduler;

import afterimage.engine.RefineSettings;
import org.jspecify.annotations.Nullable;

/**
 * The part of a scheduler's timesteps that a run visits, by the rules of diffusers' SDXL
 * image-to-image pipeline.
 *
 * @param beginIndex entry of {@link Scheduler#timesteps} to start with
 * @param count number of entries to visit; 0 if nothing is left to do
 */
public record Truncation(int beginIndex, int count) {

  /** Every timestep, as from pure noise. */
  public static Truncation all(Scheduler scheduler) {
    return new Truncation(0, scheduler.timesteps().length);
  }

  /**
   * The last {@code strength} of the steps, rounded down.
   *
   * @param scheduler with its timesteps set for {@code steps}
   * @param strength from 0 to 1
   */
  public static Truncation strength(Scheduler scheduler, int steps, double strength) {
    checkShare("strength", strength);
    int kept = RefineSettings.stepsRun(steps, strength);
    int begin = (steps - kept) * scheduler.order();
    return new Truncation(begin, Math.max(scheduler.timesteps().length - begin, 0));
  }

  /**
   * The timesteps below the point at which another model has left off.
   *
   * @param start share of the way from noise to picture already gone, from 0 to 1
   */
  public static Truncation denoisingStart(Scheduler scheduler, double start) {
    checkShare("denoising start", start);
    double cut = cut(scheduler, start);
    double[] timesteps = scheduler.timesteps();
    int kept = 0;
    for (double timestep : timesteps) {
      if (timestep < cut) {
        kept++;
      }
    }
    // A second-order method must begin with the first half of a step.
    if (scheduler.order() == 2 && kept % 2 == 0 && kept < timesteps.length) {
      kept++;
    }
    return new Truncation(timesteps.length - kept, kept);
  }

  /**
   * The timesteps down to the point at which another model goes on.
   *
   * @param end share of the way from noise to picture to go, from 0 to 1
   */
  public static Truncation denoisingEnd(Scheduler scheduler, double end) {
    return all(scheduler).until(scheduler, end);
  }

  /**
   * Both ends at once.
   *
   * @param strength ignored where {@code denoisingStart} is given
   * @param denoisingStart as in {@link #denoisingStart}, or null
   * @param denoisingEnd as in {@link #denoisingEnd}, or null
   * @throws IllegalArgumentException if the end is not after the start
   */
  public static Truncation of(
      Scheduler scheduler,
      int steps,
      double strength,
      @Nullable Double denoisingStart,
      @Nullable Double denoisingEnd) {
    if (denoisingStart != null && denoisingEnd != null && denoisingStart >= denoisingEnd) {
      throw new IllegalArgumentException(
          "denoising start " + denoisingStart + " is not before the end " + denoisingEnd);
    }
    Truncation begun =
        denoisingStart != null
            ? denoisingStart(scheduler, denoisingStart)
            : strength(scheduler, steps, strength);
    return denoisingEnd == null ? begun : begun.until(scheduler, denoisingEnd);
  }

  private Truncation until(Scheduler scheduler, double end) {
    checkShare("denoising end", end);
    double cut = cut(scheduler, end);
    double[] timesteps = scheduler.timesteps();
    int kept = 0;
    for (int i = beginIndex; i < beginIndex + count; i++) {
      if (timesteps[i] >= cut) {
        kept++;
      }
    }
    return new Truncation(beginIndex, kept);
  }

  /** The training timestep at a share of the way, rounded half to even as Python does. */
  private static double cut(Scheduler scheduler, double share) {
    int trained = scheduler.trainTimesteps();
    return Math.rint(trained - share * trained);
  }

  private static void checkShare(String name, double value) {
    if (!(value >= 0 && value <= 1)) {
      throw new IllegalArgumentException(name + " is " + value + " but must be from 0 to 1");
    }
  }
}
