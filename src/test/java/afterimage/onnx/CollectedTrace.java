package afterimage.onnx;

import afterimage.diffusion.pipeline.TensorTrace;
import afterimage.tensor.Tensor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Keeps a run's tensors for comparison. */
final class CollectedTrace implements TensorTrace {
  private final Map<String, Tensor> tensors = new HashMap<>();
  private final Map<String, List<Tensor>> stacks = new HashMap<>();
  private final Map<String, int[][]> ids = new HashMap<>();

  @Override
  public void put(String name, Tensor tensor) {
    tensors.put(name, tensor);
  }

  @Override
  public void append(String name, Tensor tensor) {
    stacks.computeIfAbsent(name, _ -> new ArrayList<>()).add(tensor);
  }

  @Override
  public void putIds(String name, int[][] rows) {
    ids.put(name, rows);
  }

  boolean has(String name) {
    return tensors.containsKey(name) || stacks.containsKey(name) || ids.containsKey(name);
  }

  Tensor tensor(String name) {
    List<Tensor> stack = stacks.get(name);
    Tensor tensor = stack == null ? tensors.get(name) : Tensor.stack(stack);
    if (tensor == null) {
      throw new AssertionError("the run left no tensor " + name);
    }
    return tensor;
  }

  long[] ids(String name) {
    int[][] rows = ids.get(name);
    if (rows == null) {
      throw new AssertionError("the run left no ids " + name);
    }
    List<Long> flat = new ArrayList<>();
    for (int[] row : rows) {
      for (int id : row) {
        flat.add((long) id);
      }
    }
    return flat.stream().mapToLong(Long::longValue).toArray();
  }
}
