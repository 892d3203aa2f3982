package afterimage.checkpoint.network;

import afterimage.checkpoint.graph.Attribute;
import afterimage.checkpoint.graph.ElementType;
import afterimage.checkpoint.graph.OnnxGraph;
import afterimage.checkpoint.graph.Operator;
import afterimage.checkpoint.graph.Value;
import afterimage.checkpoint.safetensors.DType;
import afterimage.checkpoint.weights.Supplied;
import afterimage.checkpoint.weights.Weight;
import afterimage.checkpoint.weights.WeightSet;

/**
 * Weights as values of a graph. They stay in the checkpoint: the graph names the file and the
 * place. Those of 16 bits are widened by a node, which ONNX Runtime computes once while it loads.
 */
final class WeightSource {
  private final OnnxGraph graph;
  private final WeightSet weights;
  private final Additions additions;

  /**
   * @param additions what the network gets besides
   */
  WeightSource(OnnxGraph graph, WeightSet weights, Additions additions) {
    this.graph = graph;
    this.weights = weights;
    this.additions = additions;
  }

  /** What the network gets besides. */
  Additions additions() {
    return additions;
  }

  /** A matrix of a LoRA, times a factor, as 32-bit numbers. */
  Value supplied(String name, Weight matrix, double scale) {
    return supplied(name, ElementType.FLOAT, Supplied.Form.VALUES, matrix, scale);
  }

  /** A matrix's values in blocks of eight bits. */
  Value inEightBits(String name, Weight matrix) {
    return supplied(name, ElementType.UINT8, Supplied.Form.EIGHT_BITS, matrix, 1);
  }

  /** The scales of these blocks. */
  Value scales(String name, Weight matrix) {
    return supplied(name, ElementType.FLOAT, Supplied.Form.SCALES, matrix, 1);
  }

  private Value supplied(
      String name, ElementType type, Supplied.Form form, Weight matrix, double scale) {
    Supplied tensor =
        new Supplied(
            "",
            form,
            matrix.file().toString(),
            matrix.dtype(),
            matrix.shape(),
            matrix.offset(),
            scale);
    Value value = graph.supplied(name, type, tensor.suppliedShape(), weights.location());
    additions.supply(tensor.as(value.name()));
    return value;
  }

  /** What the network is made of. */
  WeightSet weights() {
    return weights;
  }

  /** A weight as 32-bit numbers. */
  Value get(String name, long... shape) {
    return get(name, weights.take(name, shape));
  }

  /** A part of a weight, or another view of one, as 32-bit numbers. */
  Value get(String name, Weight weight) {
    return widened(name, stored(name, weight), weight.dtype());
  }

  /** A weight in the type in which it is stored. */
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

  /** Widens what is not 32 bits wide. */
  Value widened(String name, Value value, DType type) {
    return type == DType.F32
        ? value
        : graph.node(
            name, Operator.onnx("Cast", Attribute.of("to", ElementType.FLOAT.number())), value);
  }

  private static ElementType type(DType type) {
    return switch (type) {
      case F16 -> ElementType.FLOAT16;
      case BF16 -> ElementType.BFLOAT16;
      default -> ElementType.FLOAT;
    };
  }
}
