package afterimage.checkpoint.recognise;

import afterimage.engine.EngineException;
import afterimage.message.Messages;
import tools.jackson.databind.JsonNode;

/**
 * How many heads an attention has, which no shape tells.
 *
 * <p>Diffusers' {@code attention_head_dim} means the number of heads for SDXL's UNet, a slip kept
 * there for compatibility; the original's {@code num_head_channels} means the size of one.
 */
final class Heads {
  /** The size of a head in every published Stable Diffusion XL network. */
  private static final long PUBLISHED_HEAD_SIZE = 64;

  private final JsonNode own;
  private final JsonNode config;

  /**
   * @param own the original's parameters of the UNet, as {@code num_head_channels}
   * @param config diffusers' configuration of it
   */
  Heads(JsonNode own, JsonNode config) {
    this.own = own;
    this.config = config;
  }

  /**
   * The UNet's heads at a level.
   *
   * @param level counted from the finest
   * @param width the level's channels
   */
  int ofUNet(int level, long width) throws EngineException {
    long size = own.path("num_head_channels").asLong(-1);
    if (size > 0) {
      return divide(width, size, Part.UNET);
    }
    long count = own.path("num_heads").asLong(-1);
    if (count <= 0) {
      JsonNode given = config.path("num_attention_heads");
      given = given.isNumber() || given.isArray() ? given : config.path("attention_head_dim");
      count = (given.isArray() ? given.path(level) : given).asLong(-1);
    }
    return count > 0
        ? checked(width, count, Part.UNET)
        : divide(width, PUBLISHED_HEAD_SIZE, Part.UNET);
  }

  /**
   * A text encoder's heads.
   *
   * @param configured the number, or 0 where nothing tells it
   */
  static int ofTextEncoder(long width, long configured) throws EngineException {
    return configured > 0
        ? checked(width, configured, Part.TEXT_ENCODER)
        : divide(width, PUBLISHED_HEAD_SIZE, Part.TEXT_ENCODER);
  }

  private static int divide(long width, long size, Part network) throws EngineException {
    if (width % size != 0) {
      throw unknown("checkpoint.heads.size", network, width, size);
    }
    return Math.toIntExact(width / size);
  }

  private static int checked(long width, long count, Part network) throws EngineException {
    if (width % count != 0) {
      throw unknown("checkpoint.heads.count", network, width, count);
    }
    return Math.toIntExact(count);
  }

  private static EngineException unknown(String sentence, Part network, long width, long tried) {
    return new EngineException(
        Messages.of(sentence, network.label(), width, tried),
        Messages.of("checkpoint.heads.remedy"));
  }
}
