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
 * Looks for the form in which a device computes all blocks as it should: of each flavour first as
 * it is, then with the operations of the blocks that differ in the portable form.
 */
final class FormSearch {
  /** A processor rounds, but in 32 bits. */
  private static final double PROCESSOR = 1e-4;

  /** Devices may multiply in fewer bits than they add: TF32 on NVIDIA's, 16 on Apple's. */
  private static final double FULL = 5e-3;

  /** Sums may be in 16 bits, too. */
  private static final double HALF = 2e-2;

  private final BlockRunner runner;
  private final List<GraphForm> forms;
  private final TrialLog log;

  /**
   * @param forms that the device might have, the best first
   * @param log told of every form and block
   */
  FormSearch(BlockRunner runner, List<GraphForm> forms, TrialLog log) {
    this.runner = runner;
    this.forms = List.copyOf(forms);
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

  /** Searches, and tells the log of each form and each block before it runs. */
  Found search() {
    Found found = check(forms.getFirst());
    for (int i = 0; !found.right(); i++) {
      GraphForm form = forms.get(i);
      if (i > 0) {
        found = check(form);
      }
      Set<Operation> differing = differing(found);
      if (!differing.isEmpty() && form.flavour() != Flavour.PORTABLE) {
        found = check(new GraphForm(form.flavour(), differing));
      }
      if (i + 1 == forms.size()) {
        return found;
      }
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
      result = new Trial.Result(block, compared.within(allowed), finite(compared.error()), allowed);
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
   *
   * @return empty if another form of operations does not help
   */
  private static Set<Operation> differing(Found found) {
    List<Trial.Result> wrong = found.results.stream().filter(result -> !result.right()).toList();
    if (wrong.stream().anyMatch(result -> result.block().operations().isEmpty())) {
      return Set.of();
    }
    Set<Operation> differing = EnumSet.noneOf(Operation.class);
    for (int kinds = 1; kinds <= Operation.values().length; kinds++) {
      for (Trial.Result result : wrong) {
        Set<Operation> operations = result.block().operations();
        boolean known = operations.stream().anyMatch(differing::contains);
        if (operations.size() == kinds && !known) {
          differing.addAll(operations);
        }
      }
    }
    return differing;
  }
}
