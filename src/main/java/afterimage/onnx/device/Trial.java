package afterimage.onnx.device;

import afterimage.checkpoint.network.Block;
import afterimage.checkpoint.network.GraphForm;
import afterimage.engine.Device;
import afterimage.engine.DeviceReport;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What came of trying a device.
 *
 * @param device that was tried
 * @param outcome in short
 * @param at what it was doing when it failed; empty if it did not
 * @param detail ONNX Runtime's complaint, an exit code, or seconds; in no language of people's
 * @param form in which its graphs are compiled
 * @param results of the blocks in that form; none if they were not checked
 * @param speed null if it was not measured
 */
record Trial(
    Device device,
    Outcome outcome,
    String at,
    String detail,
    GraphForm form,
    List<Result> results,
    DeviceReport.@Nullable Speed speed) {

  Trial {
    Objects.requireNonNull(device);
    Objects.requireNonNull(outcome);
    Objects.requireNonNull(at);
    Objects.requireNonNull(detail);
    Objects.requireNonNull(form);
    results = List.copyOf(results);
  }

  /** How it ended. */
  enum Outcome {
    /** It computes what it should. */
    WORKS,
    /** No session can be opened on it. */
    UNUSABLE,
    /** Its process died. */
    CRASHED,
    /** Its process said nothing any more. */
    HUNG,
    /** What it computes is wrong, in the portable form, too. */
    WRONG,
    /** It could not be tried, for a reason that is not its own. */
    NOT_TRIED
  }

  /**
   * A block.
   *
   * @param block which
   * @param right whether it agrees with the stored result
   * @param error see {@link Comparison}; less than 0 if it did not run
   * @param allowed the most that it may be
   */
  record Result(Block block, boolean right, double error, double allowed) {
    Result {
      Objects.requireNonNull(block);
    }
  }

  /** That ended before anything was known. */
  static Trial failed(Device device, Outcome outcome, String at, String detail) {
    return new Trial(device, outcome, at, detail, GraphForm.of(device), List.of(), null);
  }

  boolean works() {
    return outcome == Outcome.WORKS;
  }

  /** Whether another trial would find the same; a card may be put in, a driver installed. */
  boolean isSettled() {
    return switch (outcome) {
      case WORKS -> checked();
      case CRASHED, HUNG, WRONG -> true;
      case UNUSABLE, NOT_TRIED -> false;
    };
  }

  /** Whether its results are known to be right. */
  boolean checked() {
    return !results.isEmpty();
  }
}
