package afterimage.onnx.device;

import afterimage.checkpoint.network.Block;
import afterimage.checkpoint.network.BlockGraph;
import afterimage.checkpoint.weights.Weight;
import afterimage.checkpoint.weights.WeightSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** A compiler that makes one block wrong: two of its weights have changed places. */
final class WrongGraphs {
  private WrongGraphs() {}

  static BlockRunner.Graphs of(Block wrong) {
    return (block, weights, form) ->
        BlockGraph.of(block).build(block == wrong ? swapped(weights) : weights, form);
  }

  private static WeightSet swapped(WeightSet weights) {
    Map<String, Weight> all = new HashMap<>(weights.all());
    List<String> names = all.keySet().stream().sorted().toList();
    for (int i = 0; i < names.size(); i++) {
      for (int j = i + 1; j < names.size(); j++) {
        Weight first = Objects.requireNonNull(all.get(names.get(i)));
        Weight second = Objects.requireNonNull(all.get(names.get(j)));
        if (first.shape().equals(second.shape())) {
          all.put(names.get(i), second);
          all.put(names.get(j), first);
          return new WeightSet(all);
        }
      }
    }
    throw new IllegalArgumentException("no two weights of one shape");
  }
}
