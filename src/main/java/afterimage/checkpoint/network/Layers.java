package afterimage.checkpoint.network;

import static afterimage.checkpoint.graph.Operator.onnx;

import afterimage.checkpoint.graph.Attribute;
import afterimage.checkpoint.graph.ElementType;
import afterimage.checkpoint.graph.OnnxGraph;
import afterimage.checkpoint.graph.Value;
import afterimage.checkpoint.lora.LowRank;
import afterimage.checkpoint.weights.Weight;
import afterimage.checkpoint.weights.WeightSet;

/**
 * The layers that all our networks are made of. A layer takes its weights by the name that stands
 * before {@code .weight} and {@code .bias}. Sequences are {@code [batch, tokens, width]}; how
 * pictures lie is known to the flavour's {@link Kernels} only.
 */
final class Layers {
  private final OnnxGraph graph;
  private final ElementType type;
  private final WeightSource source;
  private final Linear linear;
  private final Kernels kernels;

  /**
   * @param groups of every group norm
   * @param additions what linear layers and convolutions get besides
   */
  Layers(OnnxGraph graph, WeightSet weights, int groups, Additions additions, Target target) {
    this.graph = graph;
    this.type = target.type();
    this.source = new WeightSource(graph, weights, additions, type);
    this.linear = target.linear(source);
    this.kernels = target.kernels(source, linear, groups);
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

  /** A value in 32 bits, in the type that the network computes in. */
  Value inside(String name, Value x) {
    return source.converted(name, x, ElementType.FLOAT, type);
  }

  /** A value of the network in 32 bits. */
  Value outside(String name, Value x) {
    return source.converted(name, x, type, ElementType.FLOAT);
  }

  /** The graph's input {@code [batch, channels, height, width]}, in 32 bits, as a picture. */
  Value picture(String name, Value input) {
    return kernels.fromInput(name, inside(name, input));
  }

  /** A picture as the graph's output {@code [batch, channels, height, width]} in 32 bits. */
  Value pictureOut(String name, Value picture) {
    return outside(name, kernels.toOutput(name, picture));
  }

  /** A 3×3 convolution that keeps height and width. */
  Value conv3(String name, Value x, long in, long out) {
    return conv(name, x, in, out, Kernels.Window.same(3));
  }

  /** A square convolution that keeps height and width and has no bias. */
  Value convWithoutBias(String name, Value x, long in, long out, long size) {
    Value weight = source.get(name + ".weight", out, in, size, size);
    return kernels.conv(name, x, in, weight, Value.NONE, Kernels.Window.same(size));
  }

  /** A 3×3 convolution that halves height and width, padded as its family pads. */
  Value convDown(String name, Value x, long channels, long padBefore) {
    return convDown(name, x, channels, channels, padBefore);
  }

  /** The same to another number of channels. */
  Value convDown(String name, Value x, long in, long out, long padBefore) {
    return conv(name, x, in, out, new Kernels.Window(3, padBefore, 1, 2));
  }

  /** A 1×1 convolution. */
  Value conv1(String name, Value x, long in, long out) {
    return conv(name, x, in, out, Kernels.Window.same(1));
  }

  private Value conv(String name, Value x, long in, long out, Kernels.Window window) {
    long size = window.size();
    Value weight = source.get(name + ".weight", out, in, size, size);
    Value sum = kernels.conv(name, x, in, weight, source.get(name + ".bias", out), window);
    for (LowRank lora : source.additions().loras().of(name, in, out, size)) {
      Value down = source.supplied(name + ".lora_down", lora.down(), 1);
      Value up = source.supplied(name + ".lora_up", lora.up(), lora.scale());
      Value inner = kernels.conv(name, x, in, down, Value.NONE, window);
      sum =
          add(
              name,
              sum,
              kernels.conv(name, inner, lora.rank(), up, Value.NONE, Kernels.Window.same(1)));
    }
    return sum;
  }

  /** {@code x · Wᵀ}, without a bias. */
  Value matmul(String name, Value x, long in, long out) {
    return linear.matmul(name, x, in, out);
  }

  /** {@code x · Wᵀ + b}. */
  Value linear(String name, Value x, long in, long out) {
    return linear.linear(name, x, in, out);
  }

  /** Normalises groups of channels. */
  Value groupNorm(String name, Value x, long channels, double epsilon) {
    return kernels.groupNorm(new Kernels.Norm(name, channels, epsilon, false), x);
  }

  /** Normalises groups of channels; {@code x * sigmoid(x)} follows. */
  Value groupNormSilu(String name, Value x, long channels, double epsilon) {
    return kernels.groupNorm(new Kernels.Norm(name, channels, epsilon, true), x);
  }

  /** The same after a value was added to each channel: {@code added [batch, channels]}. */
  Value groupNormSilu(String name, Value x, Value added, long channels, double epsilon) {
    return kernels.groupNorm(new Kernels.Norm(name, channels, epsilon, true), x, added);
  }

  /** Rows of a table by their numbers. */
  Value lookup(String name, Weight table, Value rows) {
    return kernels.lookup(name, table, rows);
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
    return PortableKernels.silu(graph, name, x);
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
    return PortableKernels.concat(graph, name, axis, parts);
  }

  /** One picture's channels after another's. */
  Value concatChannels(String name, Value first, Value second) {
    return concat(name, kernels.channelAxis(), first, second);
  }

  /** Another shape for the same values; 0 keeps a dimension, -1 takes what is left. */
  Value reshape(String name, Value x, long... shape) {
    return graph.node(name, onnx("Reshape"), x, graph.integers(shape));
  }

  /** Attention of every token to all, with heads that lie side by side in the width. */
  Value attention(String name, Value query, Value key, Value value, long width, int heads) {
    return kernels.attention(name, query, key, value, width, heads, 0);
  }

  /**
   * Attention of every token to itself and those before it.
   *
   * @param positions that there can be
   */
  Value causalAttention(
      String name, Value query, Value key, Value value, long width, int heads, long positions) {
    return kernels.attention(name, query, key, value, width, heads, positions);
  }

  /** Attention with the layers before it: {@code to_q}, {@code to_k} and {@code to_v}. */
  Value attention(String name, Value x, Value context, long width, long contextWidth, int heads) {
    return kernels.attention(name, x, context, width, contextWidth, heads);
  }

  /** A layer whose outputs' first half is multiplied by the GELU of the second. */
  Value geglu(String name, Value x, long width, long inner) {
    return kernels.geglu(name, x, width, inner);
  }

  /** A picture as a sequence of its places. */
  Value toSequence(String name, Value x, long channels) {
    return kernels.toSequence(name, x, channels);
  }

  /** A sequence as a picture of the same size as another. */
  Value toPicture(String name, Value sequence, Value like) {
    return kernels.toPicture(name, sequence, like);
  }

  /** Repeats the nearest place until height and width are those wanted. */
  Value resize(String name, Value x, Value heightAndWidth) {
    // Without the attribute axes, which some of ONNX Runtime 1.29's optimizers overlook.
    return graph.node(
        name,
        onnx(
            "Resize",
            Attribute.of("mode", "nearest"),
            Attribute.of("coordinate_transformation_mode", "asymmetric"),
            Attribute.of("nearest_mode", "floor")),
        x,
        Value.NONE,
        Value.NONE,
        kernels.sizes(name, x, heightAndWidth));
  }

  /** Repeats every place in both directions. */
  Value doubled(String name, Value x) {
    return resize(name, x, multiply(name, heightAndWidth(name, x), graph.integers(2, 2)));
  }

  /** Height and width of a picture. */
  Value heightAndWidth(String name, Value x) {
    long height = kernels.heightAxis();
    return PortableKernels.shape(graph, name, x, height, height + 2);
  }
}
