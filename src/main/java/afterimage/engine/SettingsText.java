package afterimage.engine;

import afterimage.image.Picture;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Settings as A1111's web UI writes them into pictures, which other programs read: the prompt, a
 * line with the negative prompt, a line of {@code key: value} pairs.
 */
public final class SettingsText {
  private SettingsText() {}

  /**
   * The text for a picture.
   *
   * @param index of the picture in the result
   * @param program what made it, with its version
   */
  public static String of(ImageResult result, int index, String program) {
    RefineSettings settings = result.settings(index);
    Picture picture = result.pictures().get(index);
    PixelSize size = new PixelSize(picture.width(), picture.height());
    Map<String, String> pairs = pairs(settings, size, result.modelName());
    if (result.fromPicture()) {
      pairs.put("Denoising strength", number(settings.strength()));
    }
    addRefiner(result, pairs);
    if (result.fromPicture() || result.refiner() != null) {
      addScores(settings, pairs);
    }
    addAdvanced(settings.advanced(), pairs);
    pairs.put("Version", program);
    return text(settings, pairs);
  }

  private static void addRefiner(ImageResult result, Map<String, String> pairs) {
    RefinerStage stage = result.refiner();
    if (stage == null || result.refinerName() == null) {
      return;
    }
    pairs.put("Refiner", result.refinerName());
    switch (stage) {
      case RefinerStage.Ensemble(_, double switchAt) ->
          pairs.put("Refiner switch at", number(switchAt));
      case RefinerStage.SecondPass(_, double strength, _) ->
          pairs.put(
              result.fromPicture() ? "Refiner denoising strength" : "Denoising strength",
              number(strength));
    }
  }

  private static String text(RefineSettings settings, Map<String, String> pairs) {
    StringBuilder text = new StringBuilder();
    if (!settings.prompt().isEmpty()) {
      text.append(settings.prompt()).append('\n');
    }
    if (!settings.negativePrompt().isEmpty()) {
      text.append("Negative prompt: ").append(settings.negativePrompt()).append('\n');
    }
    return text.append(
            pairs.entrySet().stream()
                .map(pair -> pair.getKey() + ": " + quoted(pair.getValue()))
                .collect(Collectors.joining(", ")))
        .toString();
  }

  private static Map<String, String> pairs(RefineSettings settings, PixelSize size, String model) {
    Map<String, String> pairs = new LinkedHashMap<>();
    pairs.put("Steps", String.valueOf(settings.steps()));
    if (settings.scheduler() != null) {
      pairs.put("Sampler", settings.scheduler());
    }
    pairs.put("CFG scale", number(settings.guidanceScale()));
    pairs.put("Seed", String.valueOf(settings.seed()));
    pairs.put("Size", size.toString());
    pairs.put("Model", model);
    return pairs;
  }

  private static void addScores(RefineSettings settings, Map<String, String> pairs) {
    pairs.put("Aesthetic score", number(settings.aestheticScore()));
    pairs.put("Negative aesthetic score", number(settings.negativeAestheticScore()));
  }

  /** Only what differs from the usual. */
  private static void addAdvanced(AdvancedSettings advanced, Map<String, String> pairs) {
    if (advanced.prompt2() != null) {
      pairs.put("Prompt 2", advanced.prompt2());
    }
    if (advanced.negativePrompt2() != null) {
      pairs.put("Negative prompt 2", advanced.negativePrompt2());
    }
    if (advanced.plainPrompts()) {
      pairs.put("Emphasis", "None");
    }
    if (advanced.clipSkip() > 0) {
      pairs.put("Skipped layers", String.valueOf(advanced.clipSkip()));
    }
    if (advanced.guidanceRescale() > 0) {
      pairs.put("CFG rescale", number(advanced.guidanceRescale()));
    }
    NoiseSettings noise = advanced.noise();
    if (noise.generator() != NoiseSettings.Generator.CPU) {
      pairs.put("RNG", noise.generator().name());
    }
    if (noise.variationSeed() != null && noise.variationStrength() > 0) {
      pairs.put("Variation seed", String.valueOf(noise.variationSeed()));
      pairs.put("Variation seed strength", number(noise.variationStrength()));
    }
    if (advanced.keepDetail() > 0) {
      pairs.put("Keep detail", number(advanced.keepDetail()));
    }
    if (!advanced.tiling().equals(Tiling.AUTO)) {
      pairs.put("Tile size", advanced.tiling().toString());
    }
  }

  private static String number(double value) {
    return value == Math.rint(value)
        ? String.format(Locale.ROOT, "%.0f", value)
        : String.valueOf(value);
  }

  /** A value with a separator in it becomes a JSON string, as the convention has it. */
  private static String quoted(String value) {
    if (!value.contains(",") && !value.contains(":") && !value.contains("\n")) {
      return value;
    }
    return '"' + value.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n") + '"';
  }
}
