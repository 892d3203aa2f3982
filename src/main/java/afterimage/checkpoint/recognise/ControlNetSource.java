package afterimage.checkpoint.recognise;

import afterimage.checkpoint.safetensors.TensorFile;
import afterimage.checkpoint.weights.Weight;
import afterimage.checkpoint.weights.WeightSet;
import afterimage.engine.EngineException;
import afterimage.engine.ForeignModel;
import afterimage.message.Messages;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A ControlNet for a model: a file of its own, whichever names its tensors have, or a folder in
 * diffusers' layout.
 *
 * @param path as it was given
 * @param weights by diffusers' names
 * @param headers of its files
 * @param config diffusers' configuration beside it, or null
 */
public record ControlNetSource(
    Path path, WeightSet weights, List<TensorFile> headers, @Nullable Path config) {
  private static final String OUTSIDE_BLOCKS = "controlnet_mid_block.weight";
  private static final String ADDED_CONDITIONS = "add_embedding.linear_1.weight";

  /** What several networks in one have besides. */
  private static final Set<String> UNION = Set.of("task_embedding", "control_add_embedding.");

  /**
   * Reads the headers of its files.
   *
   * @throws EngineException if it is no ControlNet, or one that cannot run with SDXL
   */
  public static ControlNetSource read(Path path) throws EngineException {
    return ForeignModel.open(path, () -> Files.isDirectory(path) ? ofFolder(path) : ofFile(path));
  }

  /** Whether a file holds one of any kind; reads its header only. */
  public static boolean isOne(Path file) {
    try {
      TensorFile header = TensorFiles.read(SingleFile.realPath(file));
      return ControlNetNames.translate(ScaledWeights.of(header)).containsKey(OUTSIDE_BLOCKS);
    } catch (EngineException e) {
      return false;
    }
  }

  /** Whether a folder holds one as diffusers writes it; looks at names only. */
  public static boolean isFolder(Path folder) {
    return Shards.any(folder, Part.CONTROLNET) && isOfControlNet(folder.resolve("config.json"));
  }

  private static ControlNetSource ofFolder(Path folder) throws EngineException {
    Path inside = folder.resolve(Part.CONTROLNET.folder());
    return of(
        folder,
        DiffusersFolder.readOne(Files.isDirectory(inside) ? inside : folder, Part.CONTROLNET));
  }

  private static ControlNetSource ofFile(Path file) throws EngineException {
    TensorFile header = TensorFiles.read(SingleFile.realPath(file));
    Map<Part, WeightSet> parts = new EnumMap<>(Part.class);
    Map<String, Weight> weights = ScaledWeights.of(header);
    if (!weights.isEmpty()) {
      parts.put(Part.CONTROLNET, new WeightSet(weights));
    }
    return of(file, new StoredTensors(parts, List.of(), List.of(header)));
  }

  private static ControlNetSource of(Path path, StoredTensors stored) throws EngineException {
    @Nullable WeightSet all = stored.parts().get(Part.CONTROLNET);
    Map<String, Weight> weights =
        ControlNetNames.translate(all == null ? new LinkedHashMap<>() : all.all());
    requireKnown(path, weights.keySet());
    Map<Part, WeightSet> parts = new EnumMap<>(Part.class);
    WeightSet own = new WeightSet(weights);
    parts.put(Part.CONTROLNET, own);
    Checkpoint.requireBounds(new StoredTensors(parts, List.of(), stored.headers()));
    Path config = stored.headers().getFirst().file().resolveSibling("config.json");
    boolean has = isOfControlNet(config);
    if (has) {
      requireKnown(path, config);
    }
    return new ControlNetSource(path, own, stored.headers(), has ? config : null);
  }

  private static void requireKnown(Path path, Set<String> names) throws EngineException {
    if (names.contains("lora_controlnet")) {
      throw wrong("checkpoint.controlnet.lora", path);
    }
    if (!names.contains(OUTSIDE_BLOCKS)) {
      throw wrong("checkpoint.controlnet.none", path);
    }
    if (names.stream().anyMatch(name -> UNION.stream().anyMatch(name::startsWith))) {
      throw wrong("checkpoint.controlnet.union", path);
    }
    if (!names.contains(ADDED_CONDITIONS)) {
      throw wrong("checkpoint.controlnet.older", path);
    }
  }

  private static void requireKnown(Path path, Path config) throws EngineException {
    JsonNode json = Sidecars.read(config);
    if (json.path("controlnet_conditioning_channel_order").asString("rgb").equals("bgr")
        || json.path("global_pool_conditions").asBoolean(false)) {
      throw wrong("checkpoint.controlnet.kind", path);
    }
  }

  private static EngineException wrong(String sentence, Path path) {
    return new EngineException(
        Messages.of(sentence, path), Messages.of("checkpoint.controlnet.remedy"));
  }

  /**
   * Makes sure that it is made for a UNet: what it gives is added to what the UNet's blocks leave.
   *
   * @param model for the message
   * @throws EngineException if it is made for another
   */
  void requireFit(Path model, UNetArchitecture unet, int latentFactor) throws EngineException {
    boolean sameBlocks = widths().equals(widths(unet)) && haveBlocksOf(unet);
    long text = UNetArchitecture.contextWidth(weights);
    long added = weights.size(ADDED_CONDITIONS, 1);
    long wanted = unet.pooledWidth() + unet.timeIds() * unet.timeIdWidth();
    boolean sameWords = (text == 0 || text == unet.contextWidth()) && added == wanted;
    if (!sameBlocks || !sameWords) {
      throw new EngineException(
          Messages.of(
              "checkpoint.controlnet.fit",
              path,
              model,
              widths(),
              text + " + " + added,
              widths(unet),
              unet.contextWidth() + " + " + wanted),
          Messages.of("checkpoint.controlnet.fit.remedy"));
    }
    int factor = 1 << ControlNetArchitecture.halvings(weights);
    if (latentFactor > 0 && factor != latentFactor) {
      throw new EngineException(
          Messages.of("checkpoint.controlnet.factor", path, factor, model, latentFactor),
          Messages.of("checkpoint.controlnet.fit.remedy"));
    }
  }

  private String widths() {
    return java.util.stream.IntStream.range(0, weights.count("down_blocks."))
        .mapToObj(i -> weights.size("down_blocks." + i + ".resnets.0.conv2.weight", 0))
        .map(String::valueOf)
        .collect(Collectors.joining(", "));
  }

  private static String widths(UNetArchitecture unet) {
    return unet.levels().stream()
        .map(level -> String.valueOf(level.channels()))
        .collect(Collectors.joining(", "));
  }

  private boolean haveBlocksOf(UNetArchitecture unet) {
    for (int i = 0; i < unet.levels().size(); i++) {
      if (weights.count("down_blocks." + i + ".resnets.") != unet.levels().get(i).blocks()) {
        return false;
      }
    }
    return weights.size("conv_in.weight", 1) == unet.outChannels();
  }

  /** Any program may have put a file of that name beside it. */
  private static boolean isOfControlNet(Path config) {
    try {
      return Files.isRegularFile(config)
          && Sidecars.read(config).path("_class_name").asString("").startsWith("ControlNet");
    } catch (EngineException e) {
      return false;
    }
  }
}
