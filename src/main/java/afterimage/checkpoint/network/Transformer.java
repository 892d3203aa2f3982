package afterimage.checkpoint.network;

import static afterimage.checkpoint.graph.Operator.microsoft;

import afterimage.checkpoint.graph.Attribute;
import afterimage.checkpoint.graph.Value;
import java.util.List;

/**
 * Transformer blocks over the places of a picture: attention among themselves, attention to the
 * text, a gated perceptron. Source: diffusers' Transformer2DModel and BasicTransformerBlock.
 *
 * <p>Each residual sum and the norm that follows it are one operator, which also adds the bias of
 * the layer before.
 */
final class Transformer {
  private static final double GROUP_NORM_EPSILON = 1e-6;
  private static final double LAYER_NORM_EPSILON = 1e-5;

  private final Layers layers;
  private final Value context;
  private final long contextWidth;

  /**
   * @param context the text's hidden states, {@code [batch, tokens, contextWidth]}
   */
  Transformer(Layers layers, Value context, long contextWidth) {
    this.layers = layers;
    this.context = context;
    this.contextWidth = contextWidth;
  }

  /** A sum that goes on as it is, and normalised. */
  private record Stream(Value normalised, Value sum) {}

  /** Adds {@code depth} blocks. */
  Value build(String name, Value picture, long channels, int depth, int heads) {
    Value x = layers.groupNorm(name + ".norm", picture, channels, GROUP_NORM_EPSILON);
    x = layers.toSequence(name, x, channels);
    x = layers.linear(name + ".proj_in", x, channels, channels);
    String first = block(name, 0) + "norm1";
    Stream stream = new Stream(layers.layerNorm(first, x, channels, LAYER_NORM_EPSILON), x);
    for (int i = 0; i < depth; i++) {
      stream = block(block(name, i), stream, channels, heads);
      String feedForward = block(name, i) + "ff.net.2";
      if (i + 1 < depth) {
        stream = addAndNorm(feedForward, block(name, i + 1) + "norm1", stream, channels);
      } else {
        Value bias = layers.source().get(feedForward + ".bias", channels);
        x = layers.add(feedForward, layers.add(feedForward, stream.normalised, bias), stream.sum);
      }
    }
    x = layers.linear(name + ".proj_out", x, channels, channels);
    return layers.add(name, layers.toPicture(name, x, picture), picture);
  }

  private static String block(String name, int i) {
    return name + ".transformer_blocks." + i + ".";
  }

  /** One block; the result's first value still lacks the last layer's bias and the sum. */
  private Stream block(String block, Stream stream, long channels, int heads) {
    Value attended =
        attention(block + "attn1", stream.normalised, stream.normalised, channels, channels, heads);
    Stream next =
        addAndNorm(
            block + "attn1.to_out.0", block + "norm2", new Stream(attended, stream.sum), channels);
    attended = attention(block + "attn2", next.normalised, context, channels, contextWidth, heads);
    next =
        addAndNorm(
            block + "attn2.to_out.0", block + "norm3", new Stream(attended, next.sum), channels);
    return new Stream(feedForward(block + "ff.net.", next.normalised, channels), next.sum);
  }

  /** Attention up to the last layer's matrix, without its bias. */
  private Value attention(
      String name, Value x, Value context, long channels, long contextChannels, int heads) {
    Value attended = layers.attention(name, x, context, channels, contextChannels, heads);
    return layers.matmul(name + ".to_out.0", attended, channels, channels);
  }

  /** {@code stream.normalised} plus its layer's bias plus the sum so far, and its norm. */
  private Stream addAndNorm(String layer, String norm, Stream stream, long channels) {
    List<Value> results =
        layers
            .graph()
            .nodes(
                norm,
                microsoft("SkipLayerNormalization", Attribute.real("epsilon", LAYER_NORM_EPSILON)),
                new boolean[] {true, false, false, true},
                stream.normalised,
                stream.sum,
                layers.source().get(norm + ".weight", channels),
                layers.source().get(norm + ".bias", channels),
                layers.source().get(layer + ".bias", channels));
    return new Stream(results.getFirst(), results.getLast());
  }

  /** GEGLU and the layer after it without its bias. */
  private Value feedForward(String name, Value x, long channels) {
    long inner = layers.weights().size(name + "2.weight", 1);
    Value gated = layers.geglu(name + "0.proj", x, channels, inner);
    return layers.matmul(name + "2", gated, inner, channels);
  }
}
