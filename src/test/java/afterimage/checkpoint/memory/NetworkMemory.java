package afterimage.checkpoint.memory;

import afterimage.checkpoint.memory.OnnxModel.Node;
import afterimage.checkpoint.memory.TensorSizes.Tensor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a network takes of a device's memory, computed from its graph.
 *
 * @param weights bytes of what stays
 * @param largestWeight bytes of the largest of them
 * @param largestBuffer bytes of the largest of what a run makes
 * @param live bytes of all that a run needs at the same moment, at most
 * @param held bytes that ONNX Runtime holds for a run, at most
 */
public record NetworkMemory(
    long weights, long largestWeight, long largestBuffer, long live, long held) {
  /** The same values under another name or shape. */
  private static final Set<String> VIEWS = Set.of("Reshape", "Unsqueeze", "Squeeze", "Identity");

  /** What the device holds, at most. */
  public long peak() {
    return weights + held;
  }

  /**
   * @param inputs shapes by name
   */
  static NetworkMemory of(OnnxModel model, Map<String, long[]> inputs) {
    TensorSizes sizes = new TensorSizes(model, inputs);
    Map<String, String> owners = new HashMap<>();
    Map<String, Integer> lastUse = new HashMap<>();
    Set<String> weights = new HashSet<>();
    List<Node> nodes = model.nodes().stream().filter(node -> isRun(node, sizes)).toList();
    for (int i = 0; i < nodes.size(); i++) {
      Node node = nodes.get(i);
      for (String input : node.inputs()) {
        if (!input.isEmpty()) {
          lastUse.put(owner(input, owners), i);
          if (sizes.of(input).fixed() && sizes.of(input).values() == null) {
            weights.add(input);
          }
        }
      }
      if (VIEWS.contains(node.operator())) {
        owners.put(node.outputs().getFirst(), owner(node.inputs().getFirst(), owners));
      }
    }
    model.outputs().forEach(output -> lastUse.put(owner(output, owners), Integer.MAX_VALUE));
    long stays = weights.stream().mapToLong(name -> sizes.of(name).bytes()).sum();
    long largest = weights.stream().mapToLong(name -> sizes.of(name).bytes()).max().orElse(0);
    return run(nodes, sizes, lastUse, inputs, stays, largest);
  }

  private static String owner(String value, Map<String, String> owners) {
    String owner = owners.get(value);
    return owner == null ? value : owner(owner, owners);
  }

  /** Not what is computed once, while the graph is loaded, nor sizes, which the processor knows. */
  private static boolean isRun(Node node, TensorSizes sizes) {
    Tensor first = sizes.of(node.outputs().stream().filter(o -> !o.isEmpty()).findFirst().get());
    return !first.fixed() && first.values() == null;
  }

  private static NetworkMemory run(
      List<Node> nodes,
      TensorSizes sizes,
      Map<String, Integer> lastUse,
      Map<String, long[]> inputs,
      long weights,
      long largestWeight) {
    WebGpuBuffers buffers = new WebGpuBuffers();
    Map<String, Long> held = new HashMap<>();
    long live = 0;
    long mostLive = 0;
    long largest = 0;
    for (String input : inputs.keySet()) {
      held.put(input, buffers.take(sizes.of(input).bytes()));
      live += sizes.of(input).bytes();
    }
    for (int i = 0; i < nodes.size(); i++) {
      Node node = nodes.get(i);
      if (!VIEWS.contains(node.operator())) {
        for (String output : node.outputs()) {
          if (!output.isEmpty()) {
            long bytes = sizes.of(output).bytes();
            largest = Math.max(largest, bytes);
            held.put(output, buffers.take(bytes));
            live += bytes;
          }
        }
        buffers.operation();
      }
      mostLive = Math.max(mostLive, live);
      for (String value : new ArrayList<>(held.keySet())) {
        if (lastUse.getOrDefault(value, i) <= i) {
          buffers.giveBack(held.remove(value));
          live -= sizes.of(value).bytes();
        }
      }
    }
    return new NetworkMemory(weights, largestWeight, largest, mostLive, buffers.peak());
  }
}
