package afterimage.checkpoint.network;

import static afterimage.checkpoint.graph.ElementType.FLOAT;
import static afterimage.checkpoint.graph.ElementType.INT32;
import static afterimage.checkpoint.graph.ElementType.INT64;
import static afterimage.checkpoint.graph.Operator.microsoft;
import static afterimage.checkpoint.graph.Operator.onnx;

import afterimage.checkpoint.graph.Attribute;
import afterimage.checkpoint.graph.OnnxGraph;
import afterimage.checkpoint.graph.Value;
import afterimage.checkpoint.recognise.TextArchitecture;
import afterimage.checkpoint.weights.Weight;
import afterimage.checkpoint.weights.WeightSet;

/**
 * CLIP's text encoder. Inputs {@code input_ids [batch, tokens]} and vectors in the place of some
 * tokens (textual inversion): {@code kept_tokens [batch, tokens, 1]}, 0 where one stands and 1
 * elsewhere, and {@code added_vectors [batch, tokens, width]}, 0 where none stands; outputs {@code
 * last_hidden_state} after the final norm, {@code hidden_states.0} to {@code .N} before each layer
 * and after the last, and the pooled {@code text_embeds} where there is a projection, else {@code
 * pooler_output}. Source: transformers' CLIPTextModel and CLIPTextModelWithProjection.
 */
public final class TextEncoderGraph {
  private static final String EMBEDDINGS = "text_model.embeddings.";

  /** The input that says which tokens keep their own vector. */
  public static final String KEPT = "kept_tokens";

  /** The input with the others' vectors. */
  public static final String ADDED = "added_vectors";

  private final TextArchitecture sizes;
  private final OnnxGraph graph = new OnnxGraph("text_encoder");
  private final Layers layers;

  private TextEncoderGraph(
      TextArchitecture sizes, WeightSet weights, Additions additions, Target target) {
    this.sizes = sizes;
    this.layers = new Layers(graph, weights, 1, additions, target);
  }

  /**
   * Builds the graph.
   *
   * @param additions what its linear layers get besides
   */
  public static OnnxGraph build(
      TextArchitecture sizes, WeightSet weights, Additions additions, Target target) {
    TextEncoderGraph encoder = new TextEncoderGraph(sizes, weights, additions, target);
    encoder.encode();
    return encoder.graph;
  }

  private void encode() {
    Value ids = graph.input("input_ids", INT64, "batch", "tokens");
    String width = Long.toString(sizes.width());
    Value x = layers.add("embeddings", replaced(tokens(ids)), positions(ids));
    output(x, "hidden_states.0", "batch", "tokens", width);
    for (int i = 0; i < sizes.layers(); i++) {
      x = layer("text_model.encoder.layers." + i + ".", x);
      output(x, "hidden_states." + (i + 1), "batch", "tokens", width);
    }
    Value last = layers.layerNorm("text_model.final_layer_norm", x, sizes.width(), sizes.epsilon());
    output(last, "last_hidden_state", "batch", "tokens", width);
    Value pooled = pooled(ids, last);
    if (sizes.projection() > 0) {
      pooled = layers.matmul("text_projection", pooled, sizes.width(), sizes.projection());
      String projection = Long.toString(sizes.projection());
      output(pooled, "text_embeds", "batch", projection);
    } else {
      output(pooled, "pooler_output", "batch", width);
    }
  }

  private void output(Value value, String name, String... shape) {
    graph.output(layers.outside(name, value), name, FLOAT, shape);
  }

  private Value tokens(Value ids) {
    String name = EMBEDDINGS + "token_embedding.weight";
    Weight weight = layers.weights().take(name, sizes.vocabulary(), sizes.width());
    return layers.lookup(name, weight, ids);
  }

  /** Multiplied by 1 and added to 0, a token's own vector is what it was. */
  private Value replaced(Value tokens) {
    Value kept = graph.input(KEPT, FLOAT, "batch", "tokens", "1");
    Value added = graph.input(ADDED, FLOAT, "batch", "tokens", Long.toString(sizes.width()));
    Value left = layers.multiply("embeddings", tokens, layers.inside(KEPT, kept));
    return layers.add("embeddings", left, layers.inside(ADDED, added));
  }

  private Value positions(Value ids) {
    String name = EMBEDDINGS + "position_embedding.weight";
    Value table = layers.source().get(name, sizes.positions(), sizes.width());
    Value count =
        graph.node(name, onnx("Shape", Attribute.of("start", 1), Attribute.of("end", 2)), ids);
    return graph.node(name, onnx("Slice"), table, graph.integers(0), count);
  }

  private Value layer(String name, Value x) {
    long width = sizes.width();
    String attention = name + "self_attn.";
    Value h = layers.layerNorm(name + "layer_norm1", x, width, sizes.epsilon());
    Value query = layers.linear(attention + "q_proj", h, width, width);
    Value key = layers.linear(attention + "k_proj", h, width, width);
    Value value = layers.linear(attention + "v_proj", h, width, width);
    h =
        layers.causalAttention(
            name + "self_attn", query, key, value, width, sizes.heads(), sizes.positions());
    Value sum = layers.add(name, x, layers.linear(attention + "out_proj", h, width, width));

    h = layers.layerNorm(name + "layer_norm2", sum, width, sizes.epsilon());
    h = layers.linear(name + "mlp.fc1", h, width, sizes.innerWidth());
    h = activation(name + "mlp", h);
    return layers.add(name, sum, layers.linear(name + "mlp.fc2", h, sizes.innerWidth(), width));
  }

  private Value activation(String name, Value x) {
    return switch (sizes.activation()) {
      case GELU -> graph.node(name, microsoft("Gelu"), x);
      case QUICK_GELU ->
          graph.node(name, microsoft("QuickGelu", Attribute.real("alpha", 1.702)), x);
    };
  }

  /**
   * The hidden state at the first end-of-text token, {@code [batch, width]}. Vectors that were
   * added don't move it, as in A1111 and ComfyUI: their ids are those of common tokens. diffusers,
   * which gives them ids above the end's, takes the last added vector's place where a configuration
   * does not name the end.
   */
  private Value pooled(Value ids, Value hidden) {
    Attribute toInt32 = Attribute.of("to", INT32.number());
    Value ranked =
        sizes.endToken() < 0
            ? ids
            : graph.node("pooling", onnx("Equal"), ids, graph.integers(sizes.endToken()));
    ranked = graph.node("pooling", onnx("Cast", toInt32), ranked);
    Value place =
        graph.node(
            "pooling",
            onnx("ArgMax", Attribute.of("axis", 1), Attribute.of("keepdims", 1)),
            ranked);
    return graph.node("pooling", onnx("GatherND", Attribute.of("batch_dims", 1)), hidden, place);
  }
}
