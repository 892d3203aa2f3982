package afterimage.checkpoint.recognise;

import afterimage.checkpoint.weights.WeightSet;
import afterimage.engine.EngineException;
import afterimage.message.Messages;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/**
 * The sizes of a variational autoencoder.
 *
 * @param imageChannels channels of a picture
 * @param latentChannels channels of a latent
 * @param channels of each level, from the finest
 * @param encoderBlocks residual blocks at each of the encoder's levels
 * @param decoderBlocks residual blocks at each of the decoder's levels
 * @param groups of its group norms
 * @param scalingFactor by which latents are multiplied
 * @param forceUpcast whether its values leave the range of 16 bits, as SDXL's own do; shapes can't
 *     tell, so it is yes unless a JSON file says {@code "force_upcast": false}, as diffusers'
 *     config.json of VAEs does that were trained to stay small
 */
public record VaeArchitecture(
    long imageChannels,
    long latentChannels,
    List<Long> channels,
    int encoderBlocks,
    int decoderBlocks,
    int groups,
    double scalingFactor,
    boolean forceUpcast) {

  /** SDXL's, where nothing says otherwise. */
  public static final double SDXL_SCALING = 0.13025;

  private static final int MAX_LEVELS = 8;

  /** Reads the sizes from the weights. */
  static VaeArchitecture of(WeightSet weights, Sidecars sidecars) throws EngineException {
    JsonNode config = sidecars.config(Part.VAE.folder());
    String network = Part.VAE.label();
    List<Long> channels = new ArrayList<>();
    int levels = weights.count("encoder.down_blocks.");
    // Asked for even if there is no level, so that it is missed.
    for (int i = 0; i < Math.max(1, levels); i++) {
      channels.add(
          weights.requiredSize(network, "encoder.down_blocks." + i + ".resnets.0.conv2.weight", 0));
    }
    if (levels > MAX_LEVELS) {
      throw new EngineException(
          Messages.of("checkpoint.levels", network, levels, MAX_LEVELS),
          Messages.of("checkpoint.unchanged"));
    }
    return new VaeArchitecture(
        weights.requiredSize(network, "encoder.conv_in.weight", 1),
        weights.requiredSize(network, "decoder.conv_in.weight", 1),
        List.copyOf(channels),
        weights.count("encoder.down_blocks.0.resnets."),
        weights.count("decoder.up_blocks.0.resnets."),
        Sidecars.groups(sidecars, config),
        scalingFactor(sidecars, config),
        forceUpcast(sidecars, config));
  }

  private static boolean forceUpcast(Sidecars sidecars, JsonNode config) {
    boolean published = config.path("force_upcast").asBoolean(true);
    JsonNode own = sidecars.own();
    return own == null ? published : own.path("force_upcast").asBoolean(published);
  }

  private static double scalingFactor(Sidecars sidecars, JsonNode config) {
    double published = config.path("scaling_factor").asDouble(SDXL_SCALING);
    JsonNode own = sidecars.own();
    return own == null ? published : own.path("scale_factor").asDouble(published);
  }

  /** By how much a latent is smaller than its picture. */
  public int factor() {
    return 1 << (channels.size() - 1);
  }
}
