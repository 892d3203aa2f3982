package afterimage.checkpoint.memory;

import afterimage.checkpoint.memory.OnnxModel.Constant;
import afterimage.checkpoint.memory.OnnxModel.Node;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.LongBinaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * What shapes a graph's values have, for the operators that our compiler writes for WebGPU and
 * those of the built-in model.
 */
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
    return constant.type() == OnnxModel.INT64 || constant.values().length > 0
        ? constant.values()
        : null;
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
      case "ConstantOfShape" -> node.tensors().getFirst().type();
      case "Where" -> in[1].type;
      default -> in[0].type;
    };
  }

  private static long[] shape(Node node, Tensor[] in) {
    return switch (node.operator()) {
      case "Add", "Sub", "Mul", "Div", "Pow", "Max", "Equal" -> broadcast(in[0].shape, in[1].shape);
      case "Where" -> broadcast(in[0].shape, broadcast(in[1].shape, in[2].shape));
      case "Expand" -> broadcast(in[0].shape, in[1].values);
      case "ConstantOfShape" -> in[0].values;
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
          "Clip",
          "Floor",
          "Sqrt",
          "Log",
          "Abs",
          "Reciprocal",
          "Identity" ->
          in[0].shape;
      case "MatMul" -> product(in[0].shape, in[1].shape);
      case "Gemm" ->
          new long[] {in[0].shape[0], in[1].shape[node.attribute("transB", 0) == 1 ? 0 : 1]};
      case "Conv" -> convolved(node, in[0].shape, in[1].shape[0], in[1].shape);
      case "AveragePool" -> pooled(node, in[0].shape);
      case "ReduceMean", "ReduceSum" -> reduced(node, in);
      case "Pad" -> padded(in);
      case "DepthToSpace" -> spread(node, in[0].shape);
      case "Reshape" -> reshaped(in[0].shape, in[1].values);
      case "Transpose" -> turned(in[0].shape, node.attributes().get("perm"));
      case "Concat" -> concatenated(node, in);
      case "Slice" -> sliced(in);
      case "Gather" -> gathered(node, in);
      case "Unsqueeze" -> unsqueezed(in);
      case "Squeeze" -> squeezed(in);
      case "Resize" -> in.length > 3 ? in[3].values : enlarged(in[0].shape, in[2].values);
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

  private static long[] convolved(Node node, long[] x, long channels, long[] kernel) {
    long[] pads = node.attributes().getOrDefault("pads", new long[4]);
    long[] strides = node.attributes().getOrDefault("strides", new long[] {1, 1});
    long[] shape = {x[0], channels, 0, 0};
    for (int i = 0; i < 2; i++) {
      shape[2 + i] = (x[2 + i] + pads[i] + pads[2 + i] - kernel[2 + i]) / strides[i] + 1;
    }
    return shape;
  }

  private static long[] pooled(Node node, long[] x) {
    long[] window = node.attributes().get("kernel_shape");
    return convolved(node, x, x[1], new long[] {0, 0, window[0], window[1]});
  }

  private static long[] reduced(Node node, Tensor[] in) {
    long[] axes = in.length > 1 ? in[1].values : node.attributes().get("axes");
    long[] shape = in[0].shape.clone();
    for (long axis : axes) {
      shape[Math.floorMod((int) axis, shape.length)] = 1;
    }
    return node.attribute("keepdims", 1) == 1 ? shape : without(shape, axes);
  }

  private static long[] padded(Tensor[] in) {
    long[] shape = in[0].shape.clone();
    for (int i = 0; i < shape.length; i++) {
      shape[i] += in[1].values[i] + in[1].values[i + shape.length];
    }
    return shape;
  }

  private static long[] spread(Node node, long[] x) {
    long side = node.attribute("blocksize", 1);
    return new long[] {x[0], x[1] / (side * side), x[2] * side, x[3] * side};
  }

  private static long[] enlarged(long[] x, long[] scales) {
    long[] shape = x.clone();
    for (int i = 0; i < shape.length; i++) {
      shape[i] *= scales[i];
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
      axis = Math.floorMod(axis, shape.length);
      shape[axis] = place(in[2].values[i], shape[axis]) - place(in[1].values[i], shape[axis]);
    }
    return shape;
  }

  /** A place among so many, which may be counted from their end. */
  private static long place(long given, long count) {
    return Math.clamp(given < 0 ? given + count : given, 0, count);
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

  private static long[] squeezed(Tensor[] in) {
    return without(in[0].shape, in[1].values);
  }

  private static long[] without(long[] shape, long[] axes) {
    Set<Integer> gone =
        Arrays.stream(axes)
            .mapToObj(axis -> Math.floorMod((int) axis, shape.length))
            .collect(Collectors.toSet());
    return IntStream.range(0, shape.length)
        .filter(axis -> !gone.contains(axis))
        .mapToLong(axis -> shape[axis])
        .toArray();
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
      case "Add" -> each(in, (a, b) -> a + b);
      case "Mul" -> each(in, (a, b) -> a * b);
      case "Equal" -> each(in, (a, b) -> a == b ? 1 : 0);
      case "Where" -> in[0].values[0] == 1 ? in[1].values : in[2].values;
      case "Cast", "Reshape", "Unsqueeze", "Squeeze" -> in[0].values;
      case "Gather" -> Arrays.stream(in[1].values).map(row -> in[0].values[(int) row]).toArray();
      case "ConstantOfShape" -> filled(node, in[0].values);
      default -> null;
    };
  }

  /** Whole numbers only: sizes are no others. */
  private static long[] each(Tensor[] in, LongBinaryOperator operator) {
    if (in[0].type != OnnxModel.INT64) {
      return null;
    }
    long[] result = new long[Math.max(in[0].values.length, in[1].values.length)];
    for (int i = 0; i < result.length; i++) {
      result[i] =
          operator.applyAsLong(
              in[0].values[i % in[0].values.length], in[1].values[i % in[1].values.length]);
    }
    return result;
  }

  private static long[] filled(Node node, long[] shape) {
    if (node.tensors().getFirst().type() != OnnxModel.INT64) {
      return null;
    }
    long[] values = new long[Math.toIntExact(Arrays.stream(shape).reduce(1, (a, b) -> a * b))];
    Arrays.fill(values, node.tensors().getFirst().values()[0]);
    return values;
  }
}
