package afterimage.cli;

import afterimage.catalog.EmbeddingFacts;
import afterimage.engine.Embedding;
import afterimage.engine.EngineException;
import afterimage.engine.ImageEngine;
import afterimage.engine.ModelOptions;
import afterimage.engine.ModelRef;
import afterimage.settings.found.FoundSettings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** The options that say how a model is loaded. */
final class LoadingOptions {
  @Option(
      names = "--weights",
      paramLabel = "MODE",
      description =
          "For checkpoints on the processor: full (fast, needs twice the file's size in memory),"
              + " mapped (left in the file, slower), int8 (linear layers in eight bits, slight"
              + " loss), or auto. Default: auto.")
  private ModelOptions.Weights weights = ModelOptions.Weights.AUTO;

  @Option(
      names = "--lora",
      paramLabel = "FILE[:WEIGHT[:UNET]]",
      converter = LoraOption.class,
      description =
          "A LoRA to add to a checkpoint, and its weight. Default: 1. With two weights, the first"
              + " is for the text encoders and the second for the UNet, as in <lora:NAME:0.8:0.5>."
              + " Repeatable.")
  private List<ModelOptions.Lora> loras = new ArrayList<>();

  @Option(
      names = "--embedding",
      paramLabel = "FILE",
      converter = EmbeddingOption.class,
      description =
          "An embedding (textual inversion) that prompts can call by its file name. Embeddings in"
              + " the model folders and in an 'embeddings' folder near the model are found without"
              + " this. Repeatable.")
  private List<Embedding> embeddings = new ArrayList<>();

  @Option(
      names = "--preview-decoder",
      paramLabel = "FILE",
      description =
          "A tiny autoencoder (TAESD) that renders full-size previews for models that use the same"
              + " latents; other models keep their own previews.")
  private @Nullable Path previewDecoder;

  @Option(
      names = "--vae",
      paramLabel = "FILE|NAME",
      description =
          "Another VAE for a checkpoint: a .safetensors file, a folder in diffusers' layout, or the"
              + " name of one that is here, such as sdxl-vae-fp16-fix. Models without a VAE need"
              + " one.")
  private @Nullable String vae;

  @Option(
      names = "--parts-from",
      paramLabel = "MODEL",
      description =
          "For a model that is only a UNet, such as a GGUF file: the checkpoint whose text encoders"
              + " and VAE it uses. Default: an installed model that fits.")
  private @Nullable String partsFrom;

  @Option(
      names = "--memory",
      paramLabel = "GB",
      converter = MemoryOption.class,
      description =
          "Memory for models, in gigabytes, such as 6 or 2.5: checkpoints that do not fit stay in"
              + " their file (as with --weights mapped). Default: the studio's setting, else all"
              + " free memory.")
  private @Nullable Long memory;

  @Option(
      names = "--vram",
      paramLabel = "GB",
      converter = MemoryOption.class,
      description =
          "Memory of the graphics card to use, in gigabytes: with less than a model needs, its parts"
              + " take turns. Default: the studio's setting, else most of the card's.")
  private @Nullable Long cardMemory;

  @Option(
      names = {"--accept-licence", "--accept-license"},
      description = "Accept the terms of the model's licence without being asked.")
  private boolean accepted;

  /** Whether the user accepts the terms of the model's licence. */
  boolean accepted() {
    return accepted;
  }

  /** Tells an engine what it may use, if the user said so. */
  void limit(ImageEngine engine) {
    if (memory != null) {
      engine.limitMemory(memory);
    }
    if (cardMemory != null) {
      engine.limitCardMemory(cardMemory);
    }
  }

  /**
   * How to load a model.
   *
   * @param parts know what is installed
   * @param recorded what a picture says that settings come from, or null
   * @param notices told if its VAE is not here
   * @throws EngineException if an embedding's file is none, or a model or VAE that the user named
   *     is not here
   */
  ModelRef ref(
      Path model,
      CommandLineParts parts,
      @Nullable FoundSettings recorded,
      Consumer<String> notices)
      throws EngineException {
    for (Embedding embedding : embeddings) {
      EmbeddingFacts.read(embedding);
    }
    Path used =
        vae == null
            ? recorded(parts, recorded == null ? null : recorded.vae(), notices)
            : VaeChoice.path(vae, parts);
    return new ModelRef(
        model,
        new ModelOptions(weights, loras, previewDecoder, used, null, parts(parts).partsFrom()),
        embeddings);
  }

  /**
   * Where a model takes the parts from that it lacks; all else is as usual.
   *
   * @throws EngineException if the model that the user named for that is not here
   */
  ModelOptions parts(CommandLineParts parts) throws EngineException {
    return partsFrom == null
        ? ModelOptions.DEFAULT
        : ModelOptions.DEFAULT.withPartsFrom(ModelChoice.path(partsFrom, parts.models()));
  }

  private static @Nullable Path recorded(
      CommandLineParts parts, @Nullable String name, Consumer<String> notices) {
    if (name == null) {
      return null;
    }
    Path found = VaeChoice.files(parts).find(name).orElse(null);
    if (found == null) {
      notices.accept(
          "The picture's VAE '%s' was not found; the model's own is used.".formatted(name));
    }
    return found;
  }

  /** Reads the path of an embedding. */
  static final class EmbeddingOption implements ITypeConverter<Embedding> {
    @Override
    public Embedding convert(String text) {
      try {
        return new Embedding(Path.of(text));
      } catch (IllegalArgumentException e) {
        throw new TypeConversionException("'" + text + "' is not the path of a file");
      }
    }
  }

  /** Reads {@code style.safetensors}, {@code style.safetensors:0.6} and {@code style:0.8:0.5}. */
  static final class LoraOption implements ITypeConverter<ModelOptions.Lora> {
    private static final Pattern WEIGHTED = Pattern.compile("(.+?):(-?[0-9.]+)(?::(-?[0-9.]+))?");

    @Override
    public ModelOptions.Lora convert(String text) {
      Matcher weighted = WEIGHTED.matcher(text);
      try {
        if (!weighted.matches()) {
          return new ModelOptions.Lora(Path.of(text), 1);
        }
        double first = Double.parseDouble(weighted.group(2));
        String second = weighted.group(3);
        double unet = second == null ? first : Double.parseDouble(second);
        return new ModelOptions.Lora(Path.of(weighted.group(1)), unet, first);
      } catch (IllegalArgumentException e) {
        throw new TypeConversionException("'" + text + "': " + e.getMessage());
      }
    }
  }

  /** Reads gigabytes, with or without their unit. */
  static final class MemoryOption implements ITypeConverter<Long> {
    private static final Pattern GIGABYTES =
        Pattern.compile("([0-9]{1,6}(?:\\.[0-9]{1,3})?) ?(?:GB?)?", Pattern.CASE_INSENSITIVE);
    private static final double GIGABYTE = 1L << 30;

    @Override
    public Long convert(String text) {
      Matcher gigabytes = GIGABYTES.matcher(text);
      double value = gigabytes.matches() ? Double.parseDouble(gigabytes.group(1)) : 0;
      if (value <= 0) {
        throw new TypeConversionException(
            "'" + text + "' is not an amount of memory: use gigabytes, such as 6 or 2.5");
      }
      return Math.round(value * GIGABYTE);
    }
  }
}
