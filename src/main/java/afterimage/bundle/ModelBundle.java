package afterimage.bundle;

import afterimage.diffusion.pipeline.LatentSpace;
import afterimage.diffusion.pipeline.PipelineConfig;
import afterimage.diffusion.pipeline.UNetInput;
import afterimage.diffusion.scheduler.SchedulerConfig;
import afterimage.diffusion.scheduler.Schedulers;
import afterimage.engine.EngineException;
import afterimage.engine.ForeignModel;
import afterimage.engine.ModelInfo;
import afterimage.engine.PixelSize;
import afterimage.engine.RefineSettings;
import afterimage.message.Messages;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A model in a folder, as Optimum's ONNX export and diffusers lay it out: its configurations, read
 * and checked, and its graphs, found but not opened.
 *
 * @param folder where it lies
 * @param texts its text encoders in diffusers' order, one or two
 * @param unet of the UNet's configuration
 * @param pipeline switches
 * @param scheduler its own, which may be one that is not known
 * @param descriptor our own description
 */
public record ModelBundle(
    Path folder,
    List<TextPart> texts,
    UNetConfig unet,
    PipelineConfig pipeline,
    OwnScheduler scheduler,
    Descriptor descriptor) {

  /** The name of a ControlNet's graph among the others. */
  public static final String CONTROLNET = "controlnet";

  private static final String GRAPH = "model.onnx";

  /**
   * Reads a folder.
   *
   * @throws EngineException naming the file that is missing or damaged
   */
  public static ModelBundle open(Path folder) throws EngineException {
    return ForeignModel.open(folder, () -> read(folder));
  }

  private static ModelBundle read(Path folder) throws EngineException {
    if (!Files.isDirectory(folder)) {
      throw new EngineException(
          Messages.of("bundle.missing", folder), Messages.of("bundle.missing.remedy"));
    }
    ModelIndex index = ModelIndex.read(folder);
    List<TextPart> texts = new ArrayList<>();
    if (index.hasTextEncoder()) {
      texts.add(TextPart.read(folder, "text_encoder", "tokenizer"));
    }
    if (index.hasTextEncoder2()) {
      texts.add(TextPart.read(folder, "text_encoder_2", "tokenizer_2"));
    }
    if (texts.isEmpty()) {
      throw new EngineException(
          Messages.of("bundle.text", folder), Messages.of("bundle.text.remedy"));
    }
    requireSameLength(folder, texts);
    UNetConfig unet = UNetConfig.read(folder.resolve("unet").resolve("config.json"));
    LatentSpace latents = VaeFile.read(folder);
    checkChannels(folder, unet, latents);
    Descriptor descriptor = Descriptor.read(folder, latents.channels());
    Limits.require(folder, unet, latents.factor(), descriptor.sizeMultiple());
    ModelBundle bundle =
        new ModelBundle(
            folder,
            List.copyOf(texts),
            unet,
            new PipelineConfig(
                latents,
                index.aestheticScore(),
                index.zerosForEmptyPrompt(),
                index.scaledImageLatents()),
            OwnScheduler.read(folder),
            descriptor);
    for (Path graph : bundle.graphs().values()) {
      if (!Files.isRegularFile(graph)) {
        throw new EngineException(
            Messages.of("bundle.graph.missing", graph), Messages.of("bundle.again"));
      }
    }
    return bundle;
  }

  /** What several text encoders give lies side by side, token by token. */
  private static void requireSameLength(Path folder, List<TextPart> texts) throws EngineException {
    int first = texts.getFirst().tokenizer().config().maxLength();
    int last = texts.getLast().tokenizer().config().maxLength();
    if (first != last) {
      throw new EngineException(
          Messages.of("bundle.lengths", folder, first, last), Messages.of("bundle.parts.remedy"));
    }
  }

  private static void checkChannels(Path folder, UNetConfig unet, LatentSpace latents)
      throws EngineException {
    boolean known = UNetInput.of(unet.inChannels(), latents.channels()).isPresent();
    if (!known || unet.outChannels() != latents.channels()) {
      throw new EngineException(
          Messages.of(
              "bundle.parts", folder, unet.inChannels(), unet.outChannels(), latents.channels()),
          Messages.of("bundle.parts.remedy"));
    }
  }

  /** The graphs by their parts' names, in the order in which a run needs them. */
  public Map<String, Path> graphs() {
    Map<String, Path> graphs = new LinkedHashMap<>();
    for (TextPart text : texts) {
      graphs.put(text.name(), folder.resolve(text.name()).resolve(GRAPH));
    }
    for (String part : List.of("vae_encoder", "unet", CONTROLNET, "vae_decoder")) {
      Path graph = folder.resolve(part).resolve(GRAPH);
      boolean there =
          switch (part) {
            case "unet" -> true;
            case CONTROLNET -> descriptor.hasControlNet();
            default -> !descriptor.lacksVae();
          };
      if (there) {
        graphs.put(part, graph);
      }
    }
    return graphs;
  }

  /** Pixels that a position at the UNet's lowest resolution covers. */
  private int lowestFactor() {
    return pipeline.latents().factor() << unet.downsamplings();
  }

  /** Pictures' sides must be multiples of this. */
  public int sizeMultiple() {
    return descriptor.sizeMultiple() > 0 ? descriptor.sizeMultiple() : lowestFactor();
  }

  /** Pictures' sides must be at least this: two positions at the lowest resolution. */
  public int minSide() {
    return Math.ceilDiv(2 * lowestFactor(), sizeMultiple()) * sizeMultiple();
  }

  /** Whether its decoder takes little time and memory for each pixel. */
  public boolean hasCheapDecoder() {
    return descriptor.cheapDecoder();
  }

  /** Whether it makes pictures from words alone: it has seen noise only, and knows no scores. */
  public boolean generates() {
    return !pipeline.aestheticScore() && input() == UNetInput.LATENTS;
  }

  /** What its UNet sees. */
  public UNetInput input() {
    return UNetInput.of(unet.inChannels(), pipeline.latents().channels()).orElseThrow();
  }

  /** The side of the square pictures that it was made for, in pixels. */
  public int ownSide() {
    return unet.sampleSize() * pipeline.latents().factor();
  }

  private PixelSize generatedSize() {
    int whole = Math.max(Math.ceilDiv(ownSide(), sizeMultiple()) * sizeMultiple(), minSide());
    return new PixelSize(whole, whole);
  }

  /** What the model says of itself to those who use it. */
  public ModelInfo info() {
    List<String> schedulers = new ArrayList<>(Schedulers.names(scheduler.config()));
    String own = scheduler.name();
    schedulers.remove(own);
    schedulers.addFirst(own);
    RefineSettings defaults =
        new RefineSettings(
            "",
            "",
            descriptor.strength(),
            descriptor.steps(),
            descriptor.guidance(),
            descriptor.aesthetic(),
            descriptor.negativeAesthetic(),
            0,
            null);
    return new ModelInfo(
        folder,
        descriptor.name(),
        descriptor.description(),
        descriptor.license(),
        defaults,
        input() == UNetInput.WITH_MASK,
        pipeline.aestheticScore(),
        sizeMultiple(),
        List.copyOf(schedulers),
        generates() ? generatedSize() : null,
        descriptor.vocabulary());
  }

  /**
   * The model's scheduler, or another under the model's training schedule.
   *
   * @param name one of {@link ModelInfo#schedulers}, or null for its own
   * @throws EngineException if there is no such name, or its own is asked for and not known
   */
  public SchedulerConfig scheduler(@Nullable String name) throws EngineException {
    if (name == null || name.equals(scheduler.name())) {
      return scheduler.require();
    }
    try {
      return Schedulers.named(name, scheduler.config());
    } catch (IllegalArgumentException e) {
      throw new EngineException(
          Messages.of("bundle.scheduler", name),
          Messages.of(
              "bundle.scheduler.remedy", String.join(", ", Schedulers.names(scheduler.config()))),
          e);
    }
  }
}
