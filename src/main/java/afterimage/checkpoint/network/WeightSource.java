package afterimage.checkpoint.network;

import afterimage.checkpoint.gguf.BlockDecoder;
import afterimage.checkpoint.graph.Attribute;
import afterimage.checkpoint.graph.ElementType;
import afterimage.checkpoint.graph.OnnxGraph;
import afterimage.checkpoint.graph.Operator;
import afterimage.checkpoint.graph.Value;
import afterimage.checkpoint.safetensors.DType;
import afterimage.checkpoint.weights.StoredTensor;
import afterimage.checkpoint.weights.Supplied;
import afterimage.checkpoint.weights.Weight;
import afterimage.checkpoint.weights.WeightChange;
import afterimage.checkpoint.weights.WeightSet;
import java.util.List;

/**
 * Weights as values of a graph. They stay in the checkpoint: the graph names the file and the
 * place. Those of another type than the network computes in are converted by a node, which ONNX
 * Runtime computes once while it loads. Only those that are changed are supplied, one by one.
 */
final class WeightSource {
  private final OnnxGraph graph;
  private final WeightSet weights;
  private final Additions additions;
  private final ElementType wanted;

  /**
   * @param additions what the network gets besides
   * @param wanted what the network computes in
   */
  WeightSource(OnnxGraph graph, WeightSet weights, Additions additions, ElementType wanted) {
    this.graph = graph;
    this.weights = weights;
    this.additions = additions;
    this.wanted = wanted;
  }

  OnnxGraph graph() {
    return graph;
  }

  /** What the network gets besides. */
  Additions additions() {
    return additions;
  }

  /** A matrix of a LoRA, times a factor. */
  Value supplied(String name, Weight matrix, double scale) {
    Value value = supplied(name, ElementType.FLOAT, Supplied.Form.VALUES, matrix, scale, List.of());
    return converted(name, value, ElementType.FLOAT, wanted);
  }

  /** A matrix's values in blocks of eight bits, after changes. */
  Value inEightBits(String name, Weight matrix, List<WeightChange> changes) {
    return supplied(name, ElementType.UINT8, Supplied.Form.EIGHT_BITS, matrix, 1, changes);
  }

  /** The scales of these blocks. */
  Value scales(String name, Weight matrix, List<WeightChange> changes) {
    Value value = supplied(name, ElementType.FLOAT, Supplied.Form.SCALES, matrix, 1, changes);
    return converted(name, value, ElementType.FLOAT, wanted);
  }

  private Value supplied(
      String name,
      ElementType type,
      Supplied.Form form,
      Weight matrix,
      double scale,
      List<WeightChange> changes) {
    Supplied tensor =
        new Supplied(
            "",
            form,
            StoredTensor.of(matrix),
            matrix.transposed(),
            scale * matrix.scale(),
            changes);
    Value value = graph.supplied(name, type, tensor.suppliedShape(), weights.location());
    additions.supply(tensor.as(value.name()));
    return value;
  }

  /** What is done to a weight when it is loaded. */
  List<WeightChange> changes(String name, Weight whole) {
    return additions.loras().changes(name, whole.shape());
  }

  private Value changed(String name, Weight weight, List<WeightChange> changes) {
    return supplied(name, ElementType.FLOAT, Supplied.Form.VALUES, weight, 1, changes);
  }

  /** What the network is made of. */
  WeightSet weights() {
    return weights;
  }

  /** A weight in the type that the network computes in, with what is done to it. */
  Value get(String name, long... shape) {
    Weight weight = weights.take(name, shape);
    List<WeightChange> changes = changes(name, weight);
    return changes.isEmpty() ? get(name, weight) : get(name, weight, changes);
  }

  /** A whole weight after changes, never transposed. */
  Value get(String name, Weight weight, List<WeightChange> changes) {
    return converted(name, changed(name, weight, changes), ElementType.FLOAT, wanted);
  }

  /** The same of a part of a weight, or of another view of one, as it is in the checkpoint. */
  Value get(String name, Weight weight) {
    return unchanged(name, weight, wanted);
  }

  private Value unchanged(String name, Weight weight, ElementType type) {
    if (weight.dtype().isInBlocks()) {
      return converted(name, fromBlocks(name, weight), ElementType.FLOAT, type);
    }
    if (weight.scale() == 1) {
      return converted(name, stored(name, weight), type(weight.dtype()), type);
    }
    Value plain = converted(name, stored(name, weight), type(weight.dtype()), ElementType.FLOAT);
    Value scaled =
        graph.node(name, Operator.onnx("Mul"), plain, graph.floats(List.of(), weight.scale()));
    return converted(name, scaled, ElementType.FLOAT, type);
  }

  /**
   * What is stored in blocks goes to ONNX Runtime as whole numbers and their scales: a quarter of
   * what the values take. They become values when it loads, or at each use.
   */
  private Value fromBlocks(String name, Weight weight) {
    Weight stored = weight.transposed() ? weight.transpose() : weight;
    Value codes = ofBlocks(name + ".codes", ElementType.INT8, Supplied.Form.CODES, stored);
    Value scales = ofBlocks(name + ".scales", ElementType.FLOAT, Supplied.Form.CODE_SCALES, stored);
    Value values =
        graph.node(name, Operator.onnx("DequantizeLinear", Attribute.of("axis", 0)), codes, scales);
    if (BlockDecoder.hasOffsets(weight.dtype())) {
      Value offsets =
          ofBlocks(name + ".offsets", ElementType.FLOAT, Supplied.Form.CODE_OFFSETS, stored);
      values = graph.node(name, Operator.onnx("Add"), values, offsets);
    }
    long[] shape = stored.shape().stream().mapToLong(Long::longValue).toArray();
    return graph.node(name, Operator.onnx("Reshape"), values, graph.integers(shape));
  }

  private Value ofBlocks(String name, ElementType type, Supplied.Form form, Weight weight) {
    return supplied(name, type, form, weight, 1, List.of());
  }

  /**
   * The same of rows {@code from} (inclusive) to {@code to} (exclusive) of a weight, with what is
   * done to it.
   */
  Value rows(String name, Weight whole, long from, long to) {
    List<WeightChange> changes = changes(name, whole);
    if (changes.isEmpty() && whole.canBeCut(from, to)) {
      return get(name, whole.rows(from, to));
    }
    Value rows =
        graph.node(
            name,
            Operator.onnx("Slice"),
            changes.isEmpty()
                ? unchanged(name, whole, ElementType.FLOAT)
                : changed(name, whole, changes),
            graph.integers(from),
            graph.integers(to),
            graph.integers(0));
    return converted(name, rows, ElementType.FLOAT, wanted);
  }

  /** A weight in 32 bits, whatever the network computes in, with what is done to it. */
  Value full(String name, long... shape) {
    Weight weight = weights.take(name, shape);
    List<WeightChange> changes = changes(name, weight);
    return changes.isEmpty()
        ? unchanged(name, weight, ElementType.FLOAT)
        : changed(name, weight, changes);
  }

  /** Whether graphs can look rows up in a weight as it is stored. */
  static boolean canBeLookedUp(Weight table) {
    return switch (table.dtype()) {
      case F16, BF16, F32, F64 -> table.scale() == 1;
      default -> false;
    };
  }

  /** A weight in the type in which it is stored, one value after the other. */
  Value stored(String name, Weight weight) {
    Weight asStored = weight.transposed() ? weight.transpose() : weight;
    return graph.external(
        name,
        type(weight.dtype()),
        asStored.shape(),
        weight.file().getFileName().toString(),
        weight.offset(),
        weight.bytes());
  }

  /** What was taken from a weight as it is stored, in the type that the network computes in. */
  Value wanted(String name, Value value, DType stored) {
    return converted(name, value, type(stored), wanted);
  }

  /** A constant in the type that the network computes in. */
  Value constant(String name, List<Long> shape, float... values) {
    return converted(name, graph.floats(shape, values), ElementType.FLOAT, wanted);
  }

  /** The same values in another type. */
  Value converted(String name, Value value, ElementType from, ElementType to) {
    return from == to
        ? value
        : graph.node(name, Operator.onnx("Cast", Attribute.of("to", to.number())), value);
  }

  private static ElementType type(DType type) {
    return switch (type) {
      case F16 -> ElementType.FLOAT16;
      case BF16 -> ElementType.BFLOAT16;
      case F64 -> ElementType.DOUBLE;
      case F8_E4M3 -> ElementType.FLOAT8E4M3FN;
      case F8_E5M2 -> ElementType.FLOAT8E5M2;
      default -> ElementType.FLOAT;
    };
  }
}
