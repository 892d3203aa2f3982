package afterimage.checkpoint.network;

import static afterimage.checkpoint.graph.Operator.microsoft;
import static afterimage.checkpoint.graph.Operator.onnx;

import afterimage.checkpoint.graph.Attribute;
import afterimage.checkpoint.graph.OnnxGraph;
import afterimage.checkpoint.graph.Value;
import afterimage.checkpoint.lora.LowRank;
import afterimage.checkpoint.lora.NetworkLoras;
import afterimage.checkpoint.weights.Supplied;
import afterimage.checkpoint.weights.Weight;
import afterimage.checkpoint.weights.WeightSet;
import java.util.List;

/**
 * The layers that all our networks are made of. A layer takes its weights by the name that stands
 * before {@code .weight} and {@code .bias}. Pictures are {@code [batch, channels, height, width]},
 * sequences {@code [batch, tokens, width]}.
 */
final class Layers {
  private final OnnxGraph graph;
  private final WeightSource source;
  private final int groups;

  /**
   * @param groups of every group norm
   * @param additions what linear layers and convolutions get besides
   */
  Layers(OnnxGraph graph, WeightSet weights, int groups, Additions additions) {
    this.graph = graph;
    this.source = new WeightSource(graph, weights, additions);
    this.groups = groups;
  }

  OnnxGraph graph() {
    return graph;
  }

  WeightSource source() {
    return source;
  }

  WeightSet weights() {
    return source.weights();
  }

  /** A 3×3 convolution that keeps height and width. */
  Value conv3(String name, Value x, long in, long out) {
    return conv(name, x, in, out, 3, Attribute.list("pads", 1, 1, 1, 1));
  }

  /** A square convolution that keeps height and width and has no bias. */
  Value convWithoutBias(String name, Value x, long in, long out, long size) {
    Value weight = source.get(name + ".weight", out, in, size, size);
    long pad = size / 2;
    return graph.node(name, onnx("Conv", Attribute.list("pads", pad, pad, pad, pad)), x, weight);
  }

  /** A 3×3 convolution that halves height and width, padded as its family pads. */
  Value convDown(String name, Value x, long channels, long padBefore) {
    return conv(
        name,
        x,
        channels,
        channels,
        3,
        Attribute.list("pads", padBefore, padBefore, 1, 1),
        Attribute.list("strides", 2, 2));
  }

  /** A 1×1 convolution. */
  Value conv1(String name, Value x, long in, long out) {
    return conv(name, x, in, out, 1);
  }

  private Value conv(String name, Value x, long in, long out, long size, Attribute... attributes) {
    Value weight = source.get(name + ".weight", out, in, size, size);
    Value bias = source.get(name + ".bias", out);
    Value sum = graph.node(name, onnx("Conv", attributes), x, weight, bias);
    for (LowRank lora : loras().of(name, in, out, size)) {
      Value down = source.supplied(name + ".lora_down", lora.down(), 1);
      Value up = source.supplied(name + ".lora_up", lora.up(), lora.scale());
      Value inner = graph.node(name, onnx("Conv", attributes), x, down);
      sum = add(name, sum, graph.node(name, onnx("Conv"), inner, up));
    }
    return sum;
  }

  /** {@code x · Wᵀ}, without a bias. */
  Value matmul(String name, Value x, long in, long out) {
    Value product = matmul(name, x, weights().take(name + ".weight", out, in));
    return withLoras(name, x, product, loras().of(name, in, out, 0));
  }

  /**
   * {@code x · Wᵀ} for some outputs of a layer, without a bias.
   *
   * @param whole the layer's weight, of which rows {@code from} (inclusive) to {@code to}
   *     (exclusive) are used
   */
  Value matmul(String name, Value x, Weight whole, long from, long to) {
    Value product = matmul(name, x, whole.rows(from, to));
    List<LowRank> loras = loras().of(name, whole.size(1), whole.size(0), 0);
    return withLoras(name, x, product, loras.stream().map(l -> l.rows(from, to)).toList());
  }

  private NetworkLoras loras() {
    return source.additions().loras();
  }

  private Value matmul(String name, Value x, Weight weight) {
    boolean wholeBlocks = weight.size(1) % Supplied.BLOCK == 0 && weight.size(1) > 0;
    if (source.additions().inEightBits() && wholeBlocks && !weight.transposed()) {
      return graph.node(
          name,
          microsoft(
              "MatMulNBits",
              Attribute.of("K", weight.size(1)),
              Attribute.of("N", weight.size(0)),
              Attribute.of("bits", Byte.SIZE),
              Attribute.of("block_size", Supplied.BLOCK)),
          x,
          source.inEightBits(name + ".weight", weight),
          source.scales(name + ".scales", weight));
    }
    Value matrix = source.get(name + ".weight", weight);
    return times(name, x, matrix, !weight.transposed());
  }

  private Value times(String name, Value x, Value matrix, boolean transposed) {
    Attribute transB = Attribute.of("transB", transposed ? 1 : 0);
    return graph.node(name, microsoft("FusedMatMul", transB), x, matrix);
  }

  /** Low-rank branches beside a layer, so that its weight can stay where it is. */
  private Value withLoras(String name, Value x, Value product, List<LowRank> loras) {
    Value sum = product;
    for (LowRank lora : loras) {
      Value down = source.supplied(name + ".lora_down", lora.down(), 1);
      Value up = source.supplied(name + ".lora_up", lora.up(), lora.scale());
      sum = add(name, sum, times(name, times(name, x, down, true), up, true));
    }
    return sum;
  }

  /** {@code x · Wᵀ + b}. */
  Value linear(String name, Value x, long in, long out) {
    return add(name, matmul(name, x, in, out), source.get(name + ".bias", out));
  }

  /** Normalises groups of channels. */
  Value groupNorm(String name, Value x, long channels, double epsilon) {
    return graph.node(
        name,
        onnx(
            "GroupNormalization",
            Attribute.of("num_groups", groups),
            Attribute.real("epsilon", epsilon)),
        x,
        source.get(name + ".weight", channels),
        source.get(name + ".bias", channels));
  }

  /** Normalises each token. */
  Value layerNorm(String name, Value x, long width, double epsilon) {
    return graph.node(
        name,
        onnx("LayerNormalization", Attribute.real("epsilon", epsilon)),
        x,
        source.get(name + ".weight", width),
        source.get(name + ".bias", width));
  }

  /** {@code x * sigmoid(x)}. */
  Value silu(String name, Value x) {
    return graph.node(name, microsoft("QuickGelu", Attribute.real("alpha", 1)), x);
  }

  /** What is above 0. */
  Value relu(String name, Value x) {
    return graph.node(name, onnx("Relu"), x);
  }

  /** A sum; shapes are broadcast. */
  Value add(String name, Value a, Value b) {
    return graph.node(name, onnx("Add"), a, b);
  }

  /** A product; shapes are broadcast. */
  Value multiply(String name, Value a, Value b) {
    return graph.node(name, onnx("Mul"), a, b);
  }

  /** Puts tensors together along one axis. */
  Value concat(String name, long axis, Value... parts) {
    return graph.node(name, onnx("Concat", Attribute.of("axis", axis)), parts);
  }

  /** Another shape for the same values; 0 keeps a dimension, -1 takes what is left. */
  Value reshape(String name, Value x, long... shape) {
    return graph.node(name, onnx("Reshape"), x, graph.integers(shape));
  }

  /** Attention with heads that lie side by side in the width. */
  Value attention(String name, Value query, Value key, Value value, int heads, boolean causal) {
    return graph.node(
        name,
        microsoft(
            "MultiHeadAttention",
            Attribute.of("num_heads", heads),
            Attribute.of("unidirectional", causal ? 1 : 0)),
        query,
        key,
        value);
  }

  /** A picture as a sequence of its places. */
  Value toSequence(String name, Value x, long channels) {
    Value flat = reshape(name, x, 0, channels, -1);
    return graph.node(name, onnx("Transpose", Attribute.list("perm", 0, 2, 1)), flat);
  }

  /** A sequence as a picture of the same size as another. */
  Value toPicture(String name, Value sequence, Value like) {
    Value turned = graph.node(name, onnx("Transpose", Attribute.list("perm", 0, 2, 1)), sequence);
    return graph.node(name, onnx("Reshape"), turned, graph.node(name, onnx("Shape"), like));
  }

  /** Repeats the nearest place until height and width are those wanted. */
  Value resize(String name, Value x, Value heightAndWidth) {
    return graph.node(
        name,
        onnx(
            "Resize",
            Attribute.list("axes", 2, 3),
            Attribute.of("mode", "nearest"),
            Attribute.of("coordinate_transformation_mode", "asymmetric"),
            Attribute.of("nearest_mode", "floor")),
        x,
        Value.NONE,
        Value.NONE,
        heightAndWidth);
  }

  /** Repeats every place in both directions. */
  Value doubled(String name, Value x) {
    return resize(name, x, multiply(name, heightAndWidth(name, x), graph.integers(2, 2)));
  }

  /** Height and width of a picture. */
  Value heightAndWidth(String name, Value x) {
    return graph.node(name, onnx("Shape", Attribute.of("start", 2), Attribute.of("end", 4)), x);
  }
}
