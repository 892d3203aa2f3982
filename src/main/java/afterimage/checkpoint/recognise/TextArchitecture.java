package afterimage.checkpoint.recognise;

import afterimage.checkpoint.weights.WeightSet;
import afterimage.engine.EngineException;
import afterimage.message.Messages;
import tools.jackson.databind.node.ObjectNode;

/**
 * The sizes of a CLIP text encoder.
 *
 * @param vocabulary number of tokens
 * @param positions longest prompt in tokens
 * @param width of the hidden states
 * @param layers how many
 * @param heads of their attention
 * @param innerWidth of the layers' perceptrons
 * @param projection width of the pooled text, 0 where it is not projected
 * @param activation of the layers' perceptrons
 * @param epsilon of its layer norms
 * @param endToken the token to pool at, or -1 for the one of the highest number
 */
public record TextArchitecture(
    long vocabulary,
    long positions,
    long width,
    int layers,
    int heads,
    long innerWidth,
    long projection,
    Activation activation,
    double epsilon,
    long endToken) {

  /** Which approximation of the Gaussian error linear unit. */
  public enum Activation {
    /** The exact one, as OpenCLIP's towers have it. */
    GELU,
    /** {@code x * sigmoid(1.702 x)}, as OpenAI's CLIP has it. */
    QUICK_GELU
  }

  /**
   * In configurations older than 2023, 2 stands for "not known", and the end is the highest token.
   * Source: transformers' CLIPTextTransformer.
   */
  private static final long LEGACY_END = 2;

  private static final double PUBLISHED_EPSILON = 1e-5;

  /** Reads the sizes from the weights. */
  static TextArchitecture of(Part part, WeightSet weights, Sidecars sidecars)
      throws EngineException {
    ObjectNode config = sidecars.config(part.folder());
    // The nearest wins, setting by setting.
    sidecars
        .section(part.folder())
        .properties()
        .forEach(own -> config.set(own.getKey(), own.getValue()));
    String network = part.label();
    long width = weights.requiredSize(network, "text_model.embeddings.token_embedding.weight", 1);
    long end = config.path("eos_token_id").asLong(LEGACY_END);
    return new TextArchitecture(
        weights.size("text_model.embeddings.token_embedding.weight", 0),
        weights.requiredSize(network, "text_model.embeddings.position_embedding.weight", 0),
        width,
        weights.count("text_model.encoder.layers."),
        Heads.ofTextEncoder(width, config.path("num_attention_heads").asLong(0)),
        weights.requiredSize(network, "text_model.encoder.layers.0.mlp.fc1.weight", 0),
        weights.size("text_projection.weight", 0),
        activation(part, config.path("hidden_act").asString("")),
        config.path("layer_norm_eps").asDouble(PUBLISHED_EPSILON),
        end == LEGACY_END ? -1 : end);
  }

  private static Activation activation(Part part, String name) throws EngineException {
    return switch (name) {
      case "gelu" -> Activation.GELU;
      case "quick_gelu" -> Activation.QUICK_GELU;
      // As published: OpenAI's CLIP is the first of SDXL's encoders, OpenCLIP the second.
      case "" -> part == Part.TEXT_ENCODER ? Activation.QUICK_GELU : Activation.GELU;
      default ->
          throw new EngineException(
              Messages.of("checkpoint.activation", name),
              Messages.of("checkpoint.activation.remedy"));
    };
  }
}
