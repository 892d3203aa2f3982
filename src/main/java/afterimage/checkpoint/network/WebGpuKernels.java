package afterimage.checkpoint.network;

import static afterimage.checkpoint.graph.Operator.onnx;

import afterimage.checkpoint.graph.Attribute;
import afterimage.checkpoint.graph.OnnxGraph;
import afterimage.checkpoint.graph.Value;
import afterimage.checkpoint.weights.Weight;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Operators of ONNX Runtime 1.29's WebGPU provider. It has no group norm, so that ONNX's would be
 * taken apart into a dozen nodes; and its MultiHeadAttention is wrong by several percent where
 * there are more keys than lanes of a subgroup (two Vulkan drivers agree on what comes out), and
 * fails for heads of 512, which need more workgroup memory than most adapters have. Both are put
 * together here from what is right.
 */
final class WebGpuKernels extends PortableKernels {
  /**
   * The only one that is told to InstanceNormalization: ONNX Runtime 1.29 writes it into the shader
   * that it keeps for all norms of as many groups in the process, so that the first one's counts.
   */
  private static final double EPSILON = 1e-5;

  /** Added to what must not be seen; as far down as 16 bits go. */
  private static final float HIDDEN = -65_504;

  private final OnnxGraph graph;
  private final WeightSource source;
  private final int groups;

  /** The causal mask, which all layers of a text encoder share. */
  private @Nullable Value mask;

  WebGpuKernels(WeightSource source, Linear linear, int groups) {
    super(source, linear, groups);
    this.graph = source.graph();
    this.source = source;
    this.groups = groups;
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
    float scale = (float) (1 / Math.sqrt((double) width / heads));
    Value scaled = graph.node(name, onnx("Mul"), query, source.constant(name, List.of(), scale));
    Value scores =
        graph.node(
            name,
            onnx("MatMul"),
            heads(name, scaled, heads, 0, 2, 1, 3),
            heads(name, key, heads, 0, 2, 3, 1));
    if (positions > 0) {
      scores = graph.node(name, onnx("Add"), scores, mask(query, Math.toIntExact(positions)));
    }
    Value seen = graph.node(name, onnx("Softmax", Attribute.of("axis", -1)), scores);
    Value sums = graph.node(name, onnx("MatMul"), seen, heads(name, value, heads, 0, 2, 1, 3));
    Value together = graph.node(name, onnx("Transpose", Attribute.list("perm", 0, 2, 1, 3)), sums);
    return reshape(name, together, 0, 0, width);
  }

  /** {@code [batch, tokens, heads, size]} in another order. */
  private Value heads(String name, Value x, int heads, long... order) {
    Value apart = reshape(name, x, 0, 0, heads, -1);
    return graph.node(name, onnx("Transpose", Attribute.list("perm", order)), apart);
  }

  /** {@code [tokens, tokens]}: 0 for a token and those before it. */
  private Value mask(Value tokens, int positions) {
    if (mask == null) {
      float[] all = new float[positions * positions];
      for (int row = 0; row < positions; row++) {
        Arrays.fill(all, row * positions + row + 1, (row + 1) * positions, HIDDEN);
      }
      String name = "causal_mask";
      Value count = shape(graph, name, tokens, 1, 2);
      mask =
          graph.node(
              name,
              onnx("Slice"),
              source.constant(name, List.of((long) positions, (long) positions), all),
              graph.integers(0, 0),
              concat(graph, name, 0, count, count));
    }
    return mask;
  }
}
