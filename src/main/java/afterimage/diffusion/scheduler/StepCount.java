package afterimage.diffusion.scheduler;

import afterimage.message.Messages;

/** Refuses runs that a schedule cannot lay out. */
final class StepCount {
  private StepCount() {}

  /**
   * Checks a number of steps.
   *
   * @throws IllegalArgumentException if it is not between 1 and {@code most}
   */
  static void check(int steps, int most) {
    if (steps < 1 || steps > most) {
      throw new IllegalArgumentException(Messages.of("diffusion.steps", steps, most));
    }
  }
}
