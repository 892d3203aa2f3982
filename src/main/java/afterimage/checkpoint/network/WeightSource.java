package afterimage.checkpoint.network;

import afterimage.checkpoint.graph.Attribute;
import afterimage.checkpoint.graph.ElementType;
import afterimage.checkpoint.graph.OnnxGraph;
import afterimage.checkpoint.graph.Operator;
import afterimage.checkpoint.graph.Value;
import afterimage.checkpoint.lora.NetworkLoras;
import afterimage.checkpoint.safetensors.DType;
import afterimage.checkpoint.weights.Weight;
import afterimage.checkpoint.weights.WeightSet;

/**
 * Weights as values of a graph. They stay in the checkpoint: the graph names the file and the
 * place. Those of 16 bits are widened by a node, which ONNX Runtime computes once while it loads.
 */
final class WeightSource {
  private final OnnxGraph graph;
  private final WeightSet weights;
  private final NetworkLoras loras;

  /**
   * @param loras what is added to the network
   */
  WeightSource(OnnxGraph graph, WeightSet weights, NetworkLoras loras) {
    this.graph = graph;
    this.weights = weights;
    this.loras = loras;
  }

  /** What is added to the network. */
  NetworkLoras loras() {
    return loras;
  }

  /** A matrix of a LoRA, times a factor, as 32-bit numbers. */
  Value supplied(String name, Weight matrix, double scale) {
    Value value = graph.supplied(name, matrix.shape(), weights.location());
    loras.supply(value.name(), matrix, scale);
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
