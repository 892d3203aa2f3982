package afterimage.checkpoint.network;

import static afterimage.checkpoint.graph.Operator.microsoft;
import static afterimage.checkpoint.graph.Operator.onnx;

import afterimage.checkpoint.graph.Attribute;
import afterimage.checkpoint.graph.OnnxGraph;
import afterimage.checkpoint.graph.Value;
import afterimage.checkpoint.weights.Weight;

/**
 * Operators of ONNX, and those of ONNX Runtime that its processor provider has. Pictures are {@code
 * [batch, channels, height, width]}.
 */
class PortableKernels implements Kernels {
  private final OnnxGraph graph;
  private final WeightSource source;
  private final Linear linear;
  private final int groups;

  PortableKernels(WeightSource source, Linear linear, int groups) {
    this.graph = source.graph();
    this.source = source;
    this.linear = linear;
    this.groups = groups;
  }

  @Override
  public Value fromInput(String name, Value picture) {
    return picture;
  }

  @Override
  public Value toOutput(String name, Value picture) {
    return picture;
  }

  @Override
  public int channelAxis() {
    return 1;
  }

  @Override
  public int heightAxis() {
    return 2;
  }

  @Override
  public Value sizes(String name, Value picture, Value heightAndWidth) {
    return concat(graph, name, 0, shape(graph, name, picture, 0, 2), heightAndWidth);
  }

  /** Sizes of dimensions {@code from} (inclusive) to {@code to} (exclusive). */
  static Value shape(OnnxGraph graph, String name, Value x, long from, long to) {
    return graph.node(name, onnx("Shape", Attribute.of("start", from), Attribute.of("end", to)), x);
  }

  /** Tensors one after another along an axis. */
  static Value concat(OnnxGraph graph, String name, long axis, Value... parts) {
    return graph.node(name, onnx("Concat", Attribute.of("axis", axis)), parts);
  }

  @Override
  public Value conv(String name, Value x, long channels, Value weight, Value bias, Window window) {
    return graph.node(name, onnx("Conv", window.pads(), window.strides()), x, weight, bias);
  }

  @Override
  public Value groupNorm(Norm norm, Value x) {
    Value y =
        graph.node(
            norm.name(),
            onnx(
                "GroupNormalization",
                Attribute.of("num_groups", groups),
                Attribute.real("epsilon", norm.epsilon())),
            x,
            source.get(norm.name() + ".weight", norm.channels()),
            source.get(norm.name() + ".bias", norm.channels()));
    return norm.silu() ? silu(graph, norm.name(), y) : y;
  }

  @Override
  public Value groupNorm(Norm norm, Value x, Value added) {
    Value each = graph.node(norm.name(), onnx("Unsqueeze"), added, graph.integers(2, 3));
    return groupNorm(norm, graph.node(norm.name(), onnx("Add"), x, each));
  }

  /** {@code x * sigmoid(x)}. */
  static Value silu(OnnxGraph graph, String name, Value x) {
    return graph.node(name, microsoft("QuickGelu", Attribute.real("alpha", 1)), x);
  }

  /** Looked up as they are stored and widened after, so that the table is never widened whole. */
  @Override
  public Value lookup(String name, Weight table, Value rows) {
    if (!WeightSource.canBeLookedUp(table)) {
      return graph.node(name, onnx("Gather"), source.get(name, table), rows);
    }
    Value found = graph.node(name, onnx("Gather"), source.stored(name, table), rows);
    return source.wanted(name, found, table.dtype());
  }

  @Override
  public Value toSequence(String name, Value picture, long channels) {
    Value flat = graph.node(name, onnx("Reshape"), picture, graph.integers(0, channels, -1));
    return graph.node(name, onnx("Transpose", Attribute.list("perm", 0, 2, 1)), flat);
  }

  @Override
  public Value toPicture(String name, Value sequence, Value like) {
    Value turned = graph.node(name, onnx("Transpose", Attribute.list("perm", 0, 2, 1)), sequence);
    return graph.node(name, onnx("Reshape"), turned, graph.node(name, onnx("Shape"), like));
  }

  @Override
  public Value attention(
      String name, Value x, Value context, long width, long contextWidth, int heads) {
    Value query = linear.matmul(name + ".to_q", x, width, width);
    Value key = linear.matmul(name + ".to_k", context, contextWidth, width);
    Value value = linear.matmul(name + ".to_v", context, contextWidth, width);
    return attention(name, query, key, value, width, heads, 0);
  }

  @Override
  public Value attention(
      String name, Value query, Value key, Value value, long width, int heads, long positions) {
    return attention(graph, name, heads, positions > 0, query, key, value);
  }

  /** Attention with heads that lie side by side in the width. */
  static Value attention(
      OnnxGraph graph, String name, int heads, boolean causal, Value... queryKeyValue) {
    return graph.node(
        name,
        microsoft(
            "MultiHeadAttention",
            Attribute.of("num_heads", heads),
            Attribute.of("unidirectional", causal ? 1 : 0)),
        queryKeyValue);
  }

  /** The halves are taken apart by rows, so that they need no splitting at run time. */
  @Override
  public Value geglu(String name, Value x, long width, long inner) {
    Weight weight = source.weights().take(name + ".weight", 2 * inner, width);
    Weight bias = source.weights().take(name + ".bias", 2 * inner);
    Value kept = linear.matmul(name, x, weight, 0, inner);
    kept = graph.node(name, onnx("Add"), kept, source.rows(name + ".bias", bias, 0, inner));
    Value gate = linear.matmul(name, x, weight, inner, 2 * inner);
    Value gateBias = source.rows(name + ".bias", bias, inner, 2 * inner);
    gate = graph.node(name, microsoft("BiasGelu"), gate, gateBias);
    return graph.node(name, onnx("Mul"), kept, gate);
  }
}
