package afterimage.onnx.device;

import afterimage.checkpoint.graph.ElementType;
import afterimage.checkpoint.network.Block;
import afterimage.checkpoint.network.Flavour;
import afterimage.checkpoint.network.GraphForm;
import afterimage.checkpoint.network.Operation;
import afterimage.checkpoint.network.Target;
import afterimage.engine.Device;
import afterimage.engine.EngineException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * Looks for the form in which a device computes all blocks as it should: first its own flavour;
 * then that flavour with the operations of the blocks that differ in the portable form; then the
 * portable flavour.
 */
final class FormSearch {
  /** A processor rounds, but in 32 bits. */
  private static final double PROCESSOR = 1e-4;

  /** Devices may multiply in fewer bits than they add: TF32 on NVIDIA's, 16 on Apple's. */
  private static final double FULL = 5e-3;

  private static final double HALF = 1e-2;

  private final BlockRunner runner;
  private final GraphForm own;
  private final TrialLog log;

  /**
   * @param own the form that the device would have if it computes as it should
   * @param log told of every form and block
   */
  FormSearch(BlockRunner runner, GraphForm own, TrialLog log) {
    this.runner = runner;
    this.own = own;
    this.log = log;
  }

  /**
   * What was found.
   *
   * @param form the first in which all agree, or the last one tried
   * @param results of the blocks in it
   */
  record Found(GraphForm form, List<Trial.Result> results) {
    boolean right() {
      return results.stream().allMatch(Trial.Result::right);
    }
  }

  /** Searches, and tells the log of each block before it runs. */
  Found search() {
    Found found = check(own);
    Set<Operation> differing = differing(found);
    if (!found.right() && own.flavour() != Flavour.PORTABLE && !differing.isEmpty()) {
      found = check(new GraphForm(own.flavour(), differing));
    }
    if (!found.right() && own.flavour() != Flavour.PORTABLE) {
      found = check(GraphForm.of(Flavour.PORTABLE));
    }
    return found;
  }

  private Found check(GraphForm form) {
    log.form(form);
    List<Trial.Result> results = new ArrayList<>();
    for (Block block : Block.values()) {
      results.add(check(block, form));
    }
    return new Found(form, results);
  }

  private Trial.Result check(Block block, GraphForm form) {
    log.begin(block.label());
    double allowed = allowed(form);
    Trial.Result result;
    try {
      float[] right = StoredResults.of(block);
      float[] given = runner.run(block, form);
      Comparison compared =
          given.length == right.length
              ? Comparison.of(given, right)
              : new Comparison(Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY);
      result =
          new Trial.Result(block, compared.within(allowed), finite(compared.error()), allowed);
    } catch (EngineException e) {
      log.note(String.valueOf(e.getMessage()));
      result = new Trial.Result(block, false, -1, allowed);
    }
    log.block(result);
    return result;
  }

  /** A number that can be stored, also for what is none. */
  private static double finite(double error) {
    return Double.isFinite(error) ? error : Double.MAX_VALUE;
  }

  private double allowed(GraphForm form) {
    if (Target.of(form).type() == ElementType.FLOAT16) {
      return HALF;
    }
    return runner.provider().device().kind() == Device.Kind.CPU ? PROCESSOR : FULL;
  }

  /**
   * What differs by itself. A network of several kinds says little, and counts only if it has none
   * of these.
   */
  private static Set<Operation> differing(Found found) {
    Set<Operation> differing = EnumSet.noneOf(Operation.class);
    for (int kinds = 1; kinds <= Operation.values().length; kinds++) {
      for (Trial.Result result : found.results) {
        Set<Operation> operations = result.block().operations();
        boolean known = operations.stream().anyMatch(differing::contains);
        if (!result.right() && operations.size() == kinds && !known) {
          differing.addAll(operations);
        }
      }
    }
    return differing;
  }
}
