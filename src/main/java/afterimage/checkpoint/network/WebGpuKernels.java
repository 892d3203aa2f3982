package afterimage.checkpoint.network;

import static afterimage.checkpoint.graph.Operator.onnx;

import afterimage.checkpoint.graph.Attribute;
import afterimage.checkpoint.graph.OnnxGraph;
import afterimage.checkpoint.graph.Value;
import afterimage.checkpoint.weights.Weight;
import java.util.Arrays;
import java.util.List;

/**
 * Operators of ONNX Runtime 1.29's WebGPU provider. It has no group norm, so that ONNX's would be
 * taken apart into a dozen nodes; and its MultiHeadAttention is wrong by several percent where
 * there are more keys than lanes of a subgroup (two Vulkan drivers agree on what comes out), and
 * fails for heads of 512, which need more workgroup memory than most adapters have. Both are put
 * together here from what is right. Its convolutions are wrong for some numbers of channels, see
 * {@link #conv}.
 */
final class WebGpuKernels extends PortableKernels {
  /**
   * The only one that is told to InstanceNormalization: ONNX Runtime 1.29 writes it into the shader
   * that it keeps for all norms of as many groups in the process, so that the first one's counts.
   */
  private static final double EPSILON = 1e-5;

  private final OnnxGraph graph;
  private final WeightSource source;
  private final Linear linear;
  private final int groups;
  private final ComposedAttention attention;

  WebGpuKernels(WeightSource source, Linear linear, int groups) {
    super(source, linear, groups);
    this.graph = source.graph();
    this.source = source;
    this.linear = linear;
    this.groups = groups;
    this.attention = new ComposedAttention(source);
  }

  /**
   * ONNX Runtime 1.29 reads channels by fours where it can, else by threes, and the latter wrongly:
   * 6, 9, 15, … channels (not 3) give numbers that have nothing to do with the right ones. They get
   * company of zeros.
   */
  @Override
  public Value conv(String name, Value x, long channels, Value weight, Value bias, Window window) {
    if (channels == 3 || channels % 3 != 0 || channels % 4 == 0) {
      return super.conv(name, x, channels, weight, bias, window);
    }
    long added = 4 - channels % 4;
    Value zeros = graph.integers(0, 0, 0, 0, 0, added, 0, 0);
    return super.conv(
        name,
        graph.node(name, onnx("Pad"), x, zeros),
        channels + added,
        graph.node(name + ".weight", onnx("Pad"), weight, zeros),
        bias,
        window);
  }

  /**
   * Groups are normalised as if each were a channel; then come the channels' own factors. Another
   * epsilon is the same as another unit of what is normalised: {@code (x - μ) / √(σ² + ε)} stays as
   * it is if x, μ, σ and √ε are multiplied by a number.
   */
  @Override
  public Value groupNorm(Norm norm, Value x) {
    String name = norm.name();
    Value grouped = reshape(name, x, 0, groups, -1);
    if (norm.epsilon() != EPSILON) {
      float unit = (float) Math.sqrt(EPSILON / norm.epsilon());
      grouped = graph.node(name, onnx("Mul"), grouped, source.constant(name, List.of(), unit));
    }
    float[] ones = new float[groups];
    Arrays.fill(ones, 1);
    List<Long> each = List.of((long) groups);
    Value normalised =
        graph.node(
            name,
            onnx("InstanceNormalization", Attribute.real("epsilon", EPSILON)),
            grouped,
            source.constant(name, each, ones),
            source.constant(name, each, new float[groups]));
    Value picture =
        graph.node(name, onnx("Reshape"), normalised, graph.node(name, onnx("Shape"), x));
    Value y = graph.node(name, onnx("Mul"), picture, perChannel(name + ".weight", norm.channels()));
    y = graph.node(name, onnx("Add"), y, perChannel(name + ".bias", norm.channels()));
    return norm.silu() ? silu(graph, name, y) : y;
  }

  /** The table is in the network's type: not every adapter reads 16 bits. */
  @Override
  public Value lookup(String name, Weight table, Value rows) {
    return graph.node(name, onnx("Gather"), source.get(name, table), rows);
  }

  private Value perChannel(String weight, long channels) {
    return reshape(weight, source.get(weight, channels), channels, 1, 1);
  }

  private Value reshape(String name, Value x, long... shape) {
    return graph.node(name, onnx("Reshape"), x, graph.integers(shape));
  }

  @Override
  public Value attention(
      String name, Value query, Value key, Value value, long width, int heads, long positions) {
    return attention.together(name, query, key, value, width, heads, positions);
  }

  @Override
  public Value attention(
      String name, Value x, Value context, long width, long contextWidth, int heads) {
    Value query = linear.matmul(name + ".to_q", x, width, width);
    Value key = linear.matmul(name + ".to_k", context, contextWidth, width);
    Value value = linear.matmul(name + ".to_v", context, contextWidth, width);
    // A text is short; a picture's places see each other, and there are as many as pixels.
    return x.equals(context)
        ? attention.inGroups(name, query, key, value, width, heads)
        : attention.together(name, query, key, value, width, heads, 0);
  }
}
