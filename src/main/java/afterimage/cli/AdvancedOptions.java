package afterimage.cli;

import afterimage.engine.AdvancedSettings;
import afterimage.engine.NoiseSettings;
import afterimage.engine.PixelSize;
import afterimage.engine.SizeSettings;
import afterimage.engine.Tiling;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Options that most users leave alone. */
final class AdvancedOptions {
  @Option(
      names = "--prompt2",
      paramLabel = "TEXT",
      description = "Prompt for the second text encoder, if there is one. Default: the prompt.")
  private @Nullable String prompt2;

  @Option(
      names = "--negative2",
      paramLabel = "TEXT",
      description = "Negative prompt for the second text encoder. Default: the negative prompt.")
  private @Nullable String negative2;

  @Option(
      names = "--plain-prompt",
      description = "Treat brackets as ordinary text, and cut prompts off after 75 tokens.")
  private @Nullable Boolean plainPrompt;

  @Option(
      names = "--clip-skip",
      paramLabel = "N",
      description = "Layers of the text encoders to skip before the last but one.")
  private @Nullable Integer clipSkip;

  @Option(
      names = "--guidance-rescale",
      paramLabel = "SHARE",
      converter = Share.class,
      description = "How much of the contrast added by guidance to remove again: 0 to 1.")
  private @Nullable Double guidanceRescale;

  @Option(
      names = "--guidance-in-two-calls",
      description =
          "Run the UNet separately for prompt and negative prompt: half the memory per step,"
              + " slightly slower.")
  private @Nullable Boolean twoCalls;

  @Option(
      names = "--noise-source",
      paramLabel = "NAME",
      description = "How a seed becomes noise: cpu as in diffusers and ComfyUI, nv as in A1111.")
  private @Nullable String noiseSource;

  @Option(
      names = "--variation-seed",
      paramLabel = "N",
      description = "A second seed, whose noise is mixed in.")
  private @Nullable Long variationSeed;

  @Option(
      names = "--variation-strength",
      paramLabel = "SHARE",
      converter = Share.class,
      description = "How much of the variation seed's noise is mixed in: 0 to 1.")
  private @Nullable Double variationStrength;

  @Option(
      names = "--original-size",
      paramLabel = "WxH",
      description = "Size conditioning: the size before any resizing.")
  private @Nullable String originalSize;

  @Option(
      names = "--crop",
      paramLabel = "TOP,LEFT",
      description = "Size conditioning: the corner at which the picture was cropped.")
  private @Nullable String crop;

  @Option(
      names = "--target-size",
      paramLabel = "WxH",
      description = "Size conditioning: the size to generate.")
  private @Nullable String targetSize;

  @Option(
      names = "--negative-original-size",
      paramLabel = "WxH",
      description = "As --original-size, for the negative prompt.")
  private @Nullable String negativeOriginalSize;

  @Option(
      names = "--negative-crop",
      paramLabel = "TOP,LEFT",
      description = "As --crop, for the negative prompt.")
  private @Nullable String negativeCrop;

  @Option(
      names = "--negative-target-size",
      paramLabel = "WxH",
      description = "As --target-size, for the negative prompt.")
  private @Nullable String negativeTargetSize;

  @Option(
      names = "--tile",
      paramLabel = "SIDE",
      description =
          "auto, off or a size in pixels: larger pictures go through the autoencoder in overlapping"
              + " tiles, which saves memory. Default: auto.")
  private @Nullable String tile;

  @Option(
      names = "--watermark",
      negatable = true,
      description =
          "Add SDXL's invisible watermark to the result, or not. Default: to generated pictures,"
              + " not to refined ones.")
  private @Nullable Boolean watermark;

  /**
   * The settings.
   *
   * @param defaults for what is absent
   * @param marked whether results are marked where the user doesn't say
   * @throws IllegalArgumentException naming the value that none can have
   */
  AdvancedSettings settings(AdvancedSettings defaults, boolean marked) {
    return new AdvancedSettings(
        prompt2 == null ? defaults.prompt2() : prompt2,
        negative2 == null ? defaults.negativePrompt2() : negative2,
        Objects.requireNonNullElse(plainPrompt, defaults.plainPrompts()),
        Objects.requireNonNullElse(clipSkip, defaults.clipSkip()),
        Objects.requireNonNullElse(guidanceRescale, defaults.guidanceRescale()),
        Objects.requireNonNullElse(twoCalls, defaults.guidanceInTwoCalls()),
        noise(defaults.noise()),
        sizes(defaults.sizes()),
        defaults.keepDetail(),
        Objects.requireNonNullElse(watermark, marked || defaults.watermark()),
        tile == null ? defaults.tiling() : Tiling.parse(tile));
  }

  private NoiseSettings noise(NoiseSettings defaults) {
    if (variationStrength != null && variationSeed == null) {
      throw new IllegalArgumentException("--variation-strength needs --variation-seed");
    }
    if (variationSeed != null && variationStrength == null) {
      throw new IllegalArgumentException("--variation-seed needs --variation-strength");
    }
    return new NoiseSettings(
        generator(defaults.generator()),
        variationSeed == null ? defaults.variationSeed() : variationSeed,
        Objects.requireNonNullElse(variationStrength, defaults.variationStrength()));
  }

  private NoiseSettings.Generator generator(NoiseSettings.Generator usual) {
    if (noiseSource == null) {
      return usual;
    }
    return switch (noiseSource.toLowerCase(Locale.ROOT)) {
      case "cpu" -> NoiseSettings.Generator.CPU;
      case "nv" -> NoiseSettings.Generator.NV;
      default ->
          throw new IllegalArgumentException(
              "unknown noise source '" + noiseSource + "': use cpu or nv");
    };
  }

  private SizeSettings sizes(SizeSettings defaults) {
    return new SizeSettings(
        read(originalSize, PixelSize::parse, defaults.original()),
        corner(crop, defaults.crop()),
        read(targetSize, PixelSize::parse, defaults.target()),
        read(negativeOriginalSize, PixelSize::parse, defaults.negativeOriginal()),
        corner(negativeCrop, defaults.negativeCrop()),
        read(negativeTargetSize, PixelSize::parse, defaults.negativeTarget()));
  }

  private static SizeSettings.Corner corner(@Nullable String text, SizeSettings.Corner otherwise) {
    return text == null ? otherwise : SizeSettings.Corner.parse(text);
  }

  private static <T> @Nullable T read(
      @Nullable String text, Function<String, T> reader, @Nullable T otherwise) {
    return text == null ? otherwise : reader.apply(text);
  }
}
