package afterimage.checkpoint.recognise;

import afterimage.checkpoint.weights.WeightSet;
import afterimage.engine.EngineException;
import afterimage.message.Messages;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/**
 * The sizes of a UNet as SDXL's: cross attention, text and time ids as added conditions.
 *
 * @param inChannels latent channels that it takes
 * @param outChannels latent channels that it gives
 * @param width of the first convolution's result and of the timestep's sines and cosines
 * @param levels from the finest resolution to the coarsest
 * @param contextWidth of the text's hidden states
 * @param embeddingWidth of the embedded timestep
 * @param pooledWidth of the pooled text
 * @param timeIds how many numbers describe the picture: five for the refiner, six for the base
 * @param timeIdWidth of each such number's embedding
 * @param groups of its group norms
 */
public record UNetArchitecture(
    long inChannels,
    long outChannels,
    long width,
    List<Level> levels,
    long contextWidth,
    long embeddingWidth,
    long pooledWidth,
    int timeIds,
    long timeIdWidth,
    int groups) {

  private static final long PUBLISHED_TIME_ID_WIDTH = 256;
  private static final int MAX_LEVELS = 8;

  /**
   * One resolution.
   *
   * @param channels how many it works with
   * @param blocks how many residual blocks lead down
   * @param depth transformer blocks after each, 0 for none
   * @param heads of their attention, 0 where there is none
   */
  public record Level(long channels, int blocks, int depth, int heads) {}

  /**
   * Reads the sizes from the weights.
   *
   * @param pooledWidth of the text encoder's projection
   * @param expectedTimeIds how many numbers the family has
   */
  static UNetArchitecture of(
      WeightSet weights, Sidecars sidecars, long pooledWidth, int expectedTimeIds)
      throws EngineException {
    JsonNode config = sidecars.config(Part.UNET.folder());
    String network = Part.UNET.label();
    Heads heads = new Heads(sidecars.section("unet"), config);
    List<Level> levels = levels(weights, network, heads::ofUNet);
    long added = weights.requiredSize(network, "add_embedding.linear_1.weight", 1) - pooledWidth;
    long timeIdWidth = timeIdWidth(added, expectedTimeIds, sidecars, config);
    return new UNetArchitecture(
        weights.requiredSize(network, "conv_in.weight", 1),
        weights.requiredSize(network, "conv_out.weight", 0),
        weights.requiredSize(network, "conv_in.weight", 0),
        levels,
        contextWidth(weights),
        weights.requiredSize(network, "time_embedding.linear_1.weight", 0),
        pooledWidth,
        Math.toIntExact(added / timeIdWidth),
        timeIdWidth,
        Sidecars.groups(sidecars, config));
  }

  /**
   * Reads the sizes of a ControlNet's blocks, which lead down as a UNet's do. What neither its
   * shapes nor a file beside it tell is the UNet's.
   */
  static UNetArchitecture ofControlNet(WeightSet weights, Sidecars sidecars, UNetArchitecture unet)
      throws EngineException {
    JsonNode config = sidecars.configOfOther(Part.CONTROLNET);
    String network = Part.CONTROLNET.label();
    Heads heads = new Heads(sidecars.section("controlnet"), config);
    List<Level> levels =
        levels(
            weights,
            network,
            (level, width) -> {
              int usual = unet.levels().get(level).heads();
              return usual > 0 && config.isEmpty() ? usual : heads.ofUNet(level, width);
            });
    return new UNetArchitecture(
        weights.requiredSize(network, "conv_in.weight", 1),
        unet.outChannels(),
        weights.requiredSize(network, "conv_in.weight", 0),
        levels,
        unet.contextWidth(),
        weights.requiredSize(network, "time_embedding.linear_1.weight", 0),
        unet.pooledWidth(),
        unet.timeIds(),
        unet.timeIdWidth(),
        config.isEmpty() ? unet.groups() : Sidecars.groups(sidecars, config));
  }

  /** How many heads attention of a width has at a level. */
  private interface HeadCount {
    int of(int level, long width) throws EngineException;
  }

  private static List<Level> levels(WeightSet weights, String network, HeadCount heads)
      throws EngineException {
    int count = weights.count("down_blocks.");
    List<Long> widths = new ArrayList<>();
    // Asked for even if there is no level, so that it is missed.
    for (int i = 0; i < Math.max(1, count); i++) {
      widths.add(weights.requiredSize(network, "down_blocks." + i + ".resnets.0.conv2.weight", 0));
    }
    if (count > MAX_LEVELS) {
      throw new EngineException(
          Messages.of("checkpoint.levels", network, count, MAX_LEVELS),
          Messages.of("checkpoint.unchanged"));
    }
    List<Level> levels = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      String block = "down_blocks." + i + ".";
      boolean attends = attends(weights, i, count);
      levels.add(
          new Level(
              widths.get(i),
              weights.count(block + "resnets."),
              weights.count(block + "attentions.0.transformer_blocks."),
              attends ? heads.of(i, widths.get(i)) : 0));
    }
    return List.copyOf(levels);
  }

  /** The middle works with the last level's channels. */
  private static boolean attends(WeightSet weights, int level, int count) {
    return weights.hasUnder("down_blocks." + level + ".attentions.")
        || weights.hasUnder("up_blocks." + (count - 1 - level) + ".attentions.")
        || (level == count - 1 && weights.hasUnder("mid_block.attentions."));
  }

  /** How wide a prompt's tokens are for a UNet. */
  static long contextWidth(WeightSet weights) {
    return weights.all().entrySet().stream()
        .filter(weight -> weight.getKey().endsWith(".attn2.to_k.weight"))
        .findFirst()
        .map(weight -> weight.getValue().size(1))
        .orElse(0L);
  }

  private static long timeIdWidth(long added, int count, Sidecars sidecars, JsonNode config)
      throws EngineException {
    JsonNode own = sidecars.own();
    long given = own == null ? 0 : own.path("time_ids_embedding_dim").asLong(0);
    if (given <= 0) {
      given = config.path("addition_time_embed_dim").asLong(0);
    }
    if (given <= 0) {
      given = added % PUBLISHED_TIME_ID_WIDTH == 0 ? PUBLISHED_TIME_ID_WIDTH : added / count;
    }
    if (added <= 0 || given <= 0 || given % 2 != 0 || added % given != 0) {
      throw new EngineException(
          Messages.of("checkpoint.timeIds", added), Messages.of("checkpoint.unchanged"));
    }
    return given;
  }
}
