package afterimage.onnx.runtime;

import static afterimage.checkpoint.graph.Operator.onnx;

import afterimage.checkpoint.graph.Attribute;
import afterimage.checkpoint.graph.ElementType;
import afterimage.checkpoint.graph.OnnxGraph;
import afterimage.checkpoint.graph.Value;

/** The smallest ONNX graphs, to try an execution provider with. */
final class ProbeGraph {
  private static final String ONE = "1";

  private ProbeGraph() {}

  /** {@code y = x}, a number. */
  static byte[] bytes() {
    OnnxGraph graph = new OnnxGraph("probe");
    Value x = graph.input("x", ElementType.FLOAT, ONE);
    graph.output(graph.node("probe", onnx("Identity"), x), "y", ElementType.FLOAT, ONE);
    return graph.toBytes();
  }

  /** {@code y = x * x}, a number, computed in 16 bits. */
  static byte[] inHalf() {
    OnnxGraph graph = new OnnxGraph("probe_in_half");
    Value x = cast(graph, graph.input("x", ElementType.FLOAT, ONE), ElementType.FLOAT16);
    Value y = cast(graph, graph.node("probe", onnx("Mul"), x, x), ElementType.FLOAT);
    graph.output(y, "y", ElementType.FLOAT, ONE);
    return graph.toBytes();
  }

  private static Value cast(OnnxGraph graph, Value x, ElementType type) {
    return graph.node("probe", onnx("Cast", Attribute.of("to", type.number())), x);
  }
}
