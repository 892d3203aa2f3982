package afterimage.checkpoint.network;

import static afterimage.checkpoint.graph.Operator.microsoft;
import static afterimage.checkpoint.graph.Operator.onnx;

import afterimage.checkpoint.graph.Attribute;
import afterimage.checkpoint.graph.OnnxGraph;
import afterimage.checkpoint.graph.Operator;
import afterimage.checkpoint.graph.Value;
import afterimage.checkpoint.weights.Weight;
import java.util.Set;

/**
 * Operators of ONNX Runtime's CUDA provider. Pictures are {@code [batch, height, width, channels]},
 * so that a sequence of places is the same values in the same order.
 *
 * <p>Where a kernel is not made for a layer's size, the portable operator takes its place. Sources
 * of what the operators compute and of these limits: ONNX Runtime's docs/ContribOperators.md and
 * onnxruntime/contrib_ops/cuda (diffusion/group_norm.cc, group_norm_impl.cu, bias_split_gelu.cc,
 * nhwc_conv.cc, bert/attention_prepare_qkv.cu); the weight's layout of NhwcConv is that of
 * onnxruntime/python/tools/transformers/fusion_nhwc_conv.py.
 */
final class CudaKernels implements Kernels {
  /** Each thread of the group norm's kernel takes two channels of one group. */
  private static final long NORM_CHANNELS_PER_THREAD = 2;

  /** A block of threads takes whole groups, of together no more channels. */
  private static final long NORM_MOST_CHANNELS = 512;

  /** Outputs that BiasSplitGelu's kernel is compiled for. */
  private static final Set<Long> SPLIT_GELU_WIDTHS = Set.of(1280L, 2560L, 5120L);

  private final OnnxGraph graph;
  private final WeightSource source;
  private final Linear linear;
  private final int groups;
  private final PortableKernels portable;

  /**
   * @param portable over the same weights
   */
  CudaKernels(WeightSource source, Linear linear, int groups, PortableKernels portable) {
    this.graph = source.graph();
    this.source = source;
    this.linear = linear;
    this.groups = groups;
    this.portable = portable;
  }

  @Override
  public Value fromInput(String name, Value picture) {
    return transpose(name, picture, 0, 2, 3, 1);
  }

  @Override
  public Value toOutput(String name, Value picture) {
    return transpose(name, picture, 0, 3, 1, 2);
  }

  @Override
  public int channelAxis() {
    return 3;
  }

  @Override
  public int heightAxis() {
    return 1;
  }

  @Override
  public Value sizes(String name, Value picture, Value heightAndWidth) {
    return PortableKernels.concat(
        graph,
        name,
        0,
        PortableKernels.shape(graph, name, picture, 0, 1),
        heightAndWidth,
        PortableKernels.shape(graph, name, picture, 3, 4));
  }

  private Value transpose(String name, Value x, long... order) {
    return graph.node(name, onnx("Transpose", Attribute.list("perm", order)), x);
  }

  private Value reshape(String name, Value x, long... shape) {
    return graph.node(name, onnx("Reshape"), x, graph.integers(shape));
  }

  /**
   * The weight {@code [out, size, size, in]} is made by a node that ONNX Runtime computes once,
   * while it loads. The kernel's size is written down, since type inference reads a weight's
   * dimensions in the other order. cuDNN pads both sides alike, so other zeros are put on before.
   */
  @Override
  public Value conv(String name, Value x, long channels, Value weight, Value bias, Window window) {
    Value padded = x;
    Window left = window;
    if (window.before() != window.after()) {
      Value zeros =
          graph.integers(
              0, window.before(), window.before(), 0, 0, window.after(), window.after(), 0);
      padded = graph.node(name, onnx("Pad"), x, zeros);
      left = new Window(window.size(), 0, 0, window.stride());
    }
    return graph.node(
        name,
        microsoft(
            "NhwcConv",
            Attribute.list("kernel_shape", left.size(), left.size()),
            left.pads(),
            left.strides()),
        padded,
        transpose(name + ".weight", weight, 0, 2, 3, 1),
        bias);
  }

  @Override
  public Value groupNorm(Norm norm, Value x) {
    return fits(norm)
        ? groupNorm("GroupNorm", norm, x)
        : fromInput(norm.name(), portable.groupNorm(norm, toOutput(norm.name(), x)));
  }

  @Override
  public Value groupNorm(Norm norm, Value x, Value added) {
    return fits(norm)
        ? groupNorm("SkipGroupNorm", norm, x, added)
        : fromInput(norm.name(), portable.groupNorm(norm, toOutput(norm.name(), x), added));
  }

  private boolean fits(Norm norm) {
    long perGroup = norm.channels() / groups;
    return perGroup > 0
        && perGroup % NORM_CHANNELS_PER_THREAD == 0
        && perGroup <= NORM_MOST_CHANNELS;
  }

  /** Weight and bias are in 32 bits whatever the picture is in. */
  private Value groupNorm(String type, Norm norm, Value x, Value... added) {
    Operator operator =
        microsoft(
            type,
            Attribute.of("groups", groups),
            Attribute.real("epsilon", norm.epsilon()),
            Attribute.of("activation", norm.silu() ? 1 : 0),
            Attribute.of("channels_last", 1));
    Value weight = source.full(norm.name() + ".weight", norm.channels());
    Value bias = source.full(norm.name() + ".bias", norm.channels());
    return added.length == 0
        ? graph.node(norm.name(), operator, x, weight, bias)
        : graph.node(norm.name(), operator, x, weight, bias, added[0]);
  }

  @Override
  public Value lookup(String name, Weight table, Value rows) {
    return portable.lookup(name, table, rows);
  }

  @Override
  public Value toSequence(String name, Value picture, long channels) {
    return reshape(name, picture, 0, -1, channels);
  }

  @Override
  public Value toPicture(String name, Value sequence, Value like) {
    return graph.node(name, onnx("Reshape"), sequence, graph.node(name, onnx("Shape"), like));
  }

  @Override
  public Value attention(
      String name, Value query, Value key, Value value, long width, int heads, long positions) {
    return portable.attention(name, query, key, value, width, heads, positions);
  }

  /**
   * One product gives query, key and value, or key and value, head by head: {@code [batch, tokens,
   * heads, 3 or 2, size]}. Layers that a LoRA is added to, or in eight bits, stay apart.
   */
  @Override
  public Value attention(
      String name, Value x, Value context, long width, long contextWidth, int heads) {
    boolean plain =
        linear.isPlain(name + ".to_q", width, width)
            && linear.isPlain(name + ".to_k", contextWidth, width)
            && linear.isPlain(name + ".to_v", contextWidth, width);
    if (!plain) {
      return portable.attention(name, x, context, width, contextWidth, heads);
    }
    if (context.equals(x)) {
      Value all = packed(name, x, width, width, heads, ".to_q", ".to_k", ".to_v");
      return PortableKernels.attention(graph, name, heads, false, all);
    }
    Value query = linear.matmul(name + ".to_q", x, width, width);
    Value both = packed(name, context, contextWidth, width, heads, ".to_k", ".to_v");
    return PortableKernels.attention(graph, name, heads, false, query, both);
  }

  /** The joint matrix, too, is computed while the graph loads. */
  private Value packed(String name, Value x, long in, long out, int heads, String... layers) {
    long size = out / heads;
    Value[] matrices = new Value[layers.length];
    for (int i = 0; i < layers.length; i++) {
      String layer = name + layers[i];
      matrices[i] = reshape(layer, source.get(layer + ".weight", out, in), heads, size, in);
    }
    Value matrix = PortableKernels.concat(graph, name, 1, matrices);
    matrix = reshape(name, matrix, layers.length * out, in);
    Value product = linear.times(name, x, matrix, true);
    return reshape(name, product, 0, 0, heads, layers.length, size);
  }

  @Override
  public Value geglu(String name, Value x, long width, long inner) {
    if (!SPLIT_GELU_WIDTHS.contains(inner)) {
      return portable.geglu(name, x, width, inner);
    }
    Value both = linear.matmul(name, x, width, 2 * inner);
    return graph.node(
        name, microsoft("BiasSplitGelu"), both, source.get(name + ".bias", 2 * inner));
  }
}
