package afterimage.checkpoint.memory;

import afterimage.checkpoint.memory.OnnxModel.Constant;
import afterimage.checkpoint.memory.OnnxModel.Node;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/** What shapes a graph's values have, for the operators that our compiler writes for WebGPU. */
final class TensorSizes {
  /** What is computed while the graph is loaded, and what a run makes of it. */
  private final Map<String, Tensor> known = new HashMap<>();

  /**
   * A value.
   *
   * @param values whole numbers that sizes are made of, null for all else
   * @param fixed whether it is the same in all runs
   */
  @SuppressWarnings("ArrayRecordComponent")
  record Tensor(int type, long[] shape, long[] values, boolean fixed) {
    long bytes() {
      int size = type == OnnxModel.FLOAT ? 4 : type == OnnxModel.INT64 ? 8 : 2;
      return size * Arrays.stream(shape).reduce(1, (a, b) -> a * b);
    }
  }

  /**
   * @param inputs shapes of what is fed, in 32 bits
   */
  TensorSizes(OnnxModel model, Map<String, long[]> inputs) {
    model
        .constants()
        .forEach(
            (name, constant) ->
                known.put(
                    name, new Tensor(constant.type(), constant.shape(), values(constant), true)));
    inputs.forEach((name, shape) -> known.put(name, new Tensor(1, shape, null, false)));
    for (Node node : model.nodes()) {
      take(node);
    }
  }

  private static long[] values(Constant constant) {
    return constant.type() == OnnxModel.INT64 ? constant.values() : null;
  }

  Tensor of(String value) {
    Tensor tensor = known.get(value);
    if (tensor == null) {
      throw new IllegalArgumentException("nothing is known of " + value);
    }
    return tensor;
  }

  private void take(Node node) {
    Tensor[] in = new Tensor[node.inputs().size()];
    for (int i = 0; i < in.length; i++) {
      in[i] = node.inputs().get(i).isEmpty() ? null : of(node.inputs().get(i));
    }
    boolean fixed = Arrays.stream(in).allMatch(x -> x == null || x.fixed);
    if (node.operator().equals("Split")) {
      for (int i = 0; i < node.outputs().size(); i++) {
        long[] shape = in[0].shape.clone();
        shape[(int) node.attribute("axis", 0)] = in[1].values[i];
        known.put(node.outputs().get(i), new Tensor(in[0].type, shape, null, fixed));
      }
      return;
    }
    long[] shape = shape(node, in);
    int type = type(node, in);
    for (String output : node.outputs()) {
      if (!output.isEmpty()) {
        known.put(output, new Tensor(type, shape, whole(node, in), fixed));
      }
    }
  }

  private static int type(Node node, Tensor[] in) {
    return switch (node.operator()) {
      case "Shape" -> OnnxModel.INT64;
      case "Cast" -> (int) node.attribute("to", 1);
      default -> in[0].type;
    };
  }

  private static long[] shape(Node node, Tensor[] in) {
    return switch (node.operator()) {
      case "Add", "Sub", "Mul", "Div", "Pow" -> broadcast(in[0].shape, in[1].shape);
      case "Shape" -> new long[] {whole(node, in).length};
      case "Cast",
          "Softmax",
          "InstanceNormalization",
          "LayerNormalization",
          "SkipLayerNormalization",
          "QuickGelu",
          "BiasGelu",
          "Gelu",
          "Sigmoid",
          "Sin",
          "Cos",
          "Relu",
          "Tanh",
          "Identity" ->
          in[0].shape;
      case "MatMul" -> product(in[0].shape, in[1].shape);
      case "Conv" -> convolved(node, in[0].shape, in[1].shape);
      case "Reshape" -> reshaped(in[0].shape, in[1].values);
      case "Transpose" -> turned(in[0].shape, node.attributes().get("perm"));
      case "Concat" -> concatenated(node, in);
      case "Slice" -> sliced(in);
      case "Gather" -> gathered(node, in);
      case "Unsqueeze" -> unsqueezed(in);
      case "Resize" -> in[3].values;
      case "Equal" -> in[0].shape;
      case "ArgMax" -> new long[] {in[0].shape[0], 1};
      case "GatherND" -> new long[] {in[0].shape[0], in[0].shape[2]};
      default -> throw new IllegalArgumentException("unknown operator " + node.operator());
    };
  }

  private static long[] broadcast(long[] one, long[] other) {
    long[] longer = one.length >= other.length ? one.clone() : other.clone();
    long[] shorter = one.length >= other.length ? other : one;
    int skipped = longer.length - shorter.length;
    for (int i = 0; i < shorter.length; i++) {
      longer[skipped + i] = Math.max(longer[skipped + i], shorter[i]);
    }
    return longer;
  }

  private static long[] product(long[] left, long[] right) {
    long[] batch =
        broadcast(
            Arrays.copyOf(left, left.length - 2),
            Arrays.copyOf(right, Math.max(0, right.length - 2)));
    long[] shape = Arrays.copyOf(batch, batch.length + 2);
    shape[batch.length] = left[left.length - 2];
    shape[batch.length + 1] = right[right.length - 1];
    return shape;
  }

  private static long[] convolved(Node node, long[] x, long[] weight) {
    long[] pads = node.attributes().getOrDefault("pads", new long[4]);
    long[] strides = node.attributes().getOrDefault("strides", new long[] {1, 1});
    long[] shape = {x[0], weight[0], 0, 0};
    for (int i = 0; i < 2; i++) {
      shape[2 + i] = (x[2 + i] + pads[i] + pads[2 + i] - weight[2 + i]) / strides[i] + 1;
    }
    return shape;
  }

  private static long[] reshaped(long[] x, long[] wanted) {
    long[] shape = wanted.clone();
    long rest = Arrays.stream(x).reduce(1, (a, b) -> a * b);
    int open = -1;
    for (int i = 0; i < shape.length; i++) {
      shape[i] = shape[i] == 0 ? x[i] : shape[i];
      if (shape[i] < 0) {
        open = i;
      } else {
        rest /= shape[i];
      }
    }
    if (open >= 0) {
      shape[open] = rest;
    }
    return shape;
  }

  private static long[] turned(long[] x, long[] order) {
    return Arrays.stream(order).map(from -> x[(int) from]).toArray();
  }

  private static long[] concatenated(Node node, Tensor[] in) {
    int axis = Math.floorMod((int) node.attribute("axis", 0), in[0].shape.length);
    long[] shape = in[0].shape.clone();
    shape[axis] = Arrays.stream(in).mapToLong(part -> part.shape[axis]).sum();
    return shape;
  }

  private static long[] sliced(Tensor[] in) {
    long[] shape = in[0].shape.clone();
    for (int i = 0; i < in[1].values.length; i++) {
      int axis = in.length > 3 && in[3] != null ? (int) in[3].values[i] : i;
      shape[axis] = Math.min(shape[axis], in[2].values[i]) - in[1].values[i];
    }
    return shape;
  }

  private static long[] gathered(Node node, Tensor[] in) {
    int axis = (int) node.attribute("axis", 0);
    long[] rows = in[1].shape;
    long[] shape = new long[in[0].shape.length - 1 + rows.length];
    System.arraycopy(in[0].shape, 0, shape, 0, axis);
    System.arraycopy(rows, 0, shape, axis, rows.length);
    System.arraycopy(
        in[0].shape, axis + 1, shape, axis + rows.length, in[0].shape.length - axis - 1);
    return shape;
  }

  private static long[] unsqueezed(Tensor[] in) {
    long[] shape = in[0].shape;
    for (long axis : in[1].values) {
      long[] wider = new long[shape.length + 1];
      int place = Math.floorMod((int) axis, wider.length);
      System.arraycopy(shape, 0, wider, 0, place);
      wider[place] = 1;
      System.arraycopy(shape, place, wider, place + 1, shape.length - place);
      shape = wider;
    }
    return shape;
  }

  /** The values of what sizes are made of. */
  private static long[] whole(Node node, Tensor[] in) {
    if (node.operator().equals("Shape")) {
      int rank = in[0].shape.length;
      return Arrays.copyOfRange(
          in[0].shape, (int) node.attribute("start", 0), (int) node.attribute("end", rank));
    }
    if (Arrays.stream(in).anyMatch(x -> x == null || x.values == null)) {
      return null;
    }
    return switch (node.operator()) {
      case "Concat" -> Arrays.stream(in).flatMapToLong(x -> Arrays.stream(x.values)).toArray();
      case "Mul" -> {
        long[] product = new long[Math.max(in[0].values.length, in[1].values.length)];
        for (int i = 0; i < product.length; i++) {
          product[i] =
              in[0].values[i % in[0].values.length] * in[1].values[i % in[1].values.length];
        }
        yield product;
      }
      case "Cast" -> in[0].values;
      default -> null;
    };
  }
}
