package afterimage.engine;

import java.util.List;

/**
 * Whether a device computes as it should: blocks of the networks, each compared with results that
 * are known to be right.
 *
 * @param device that was checked
 * @param form how models are compiled for it after that, for people
 * @param usable whether models run on it
 * @param conclusion what follows, one sentence
 * @param blocks in the order in which they were checked; the rest was not reached
 */
public record DeviceCheck(
    Device device, String form, boolean usable, String conclusion, List<Block> blocks) {

  /**
   * A block, in the form that suits the device best.
   *
   * @param name for people
   * @param right whether it agrees
   * @param error the root of the mean square of the differences, in that of the right results; less
   *     than 0 if the block did not run
   * @param allowed the most that it may be
   */
  public record Block(String name, boolean right, double error, double allowed) {}
}
