package afterimage.engine;

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
   * The text for a refined picture.
   *
   * @param program what made it, with its version
   */
  public static String of(RefineResult result, String program) {
    RefineSettings settings = result.settings();
    PixelSize size = new PixelSize(result.picture().width(), result.picture().height());
    Map<String, String> pairs = pairs(settings, size, result.modelName());
    pairs.put("Denoising strength", number(settings.strength()));
    addScores(settings, pairs);
    addAdvanced(settings.advanced(), pairs);
    pairs.put("Version", program);
    return text(settings, pairs);
  }

  /**
   * The text for a picture made from words.
   *
   * @param index of the picture
   * @param program what made it, with its version
   */
  public static String of(GenerateResult result, int index, String program) {
    RefineSettings settings = result.settings(index);
    Map<String, String> pairs = pairs(settings, result.request().size(), result.modelName());
    RefinerStage stage = result.request().refiner();
    if (stage != null && result.refinerName() != null) {
      pairs.put("Refiner", result.refinerName());
      switch (stage) {
        case RefinerStage.Ensemble(_, double switchAt) ->
            pairs.put("Refiner switch at", number(switchAt));
        case RefinerStage.SecondPass(_, double strength, _) ->
            pairs.put("Denoising strength", number(strength));
      }
      addScores(settings, pairs);
    }
    addAdvanced(settings.advanced(), pairs);
    pairs.put("Version", program);
    return text(settings, pairs);
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
    boolean plain =
        !value.startsWith("\"") && value.chars().noneMatch(c -> c == ',' || c == ':' || c < ' ');
    if (plain) {
      return value;
    }
    StringBuilder quoted = new StringBuilder("\"");
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      switch (c) {
        case '\\', '"' -> quoted.append('\\').append(c);
        case '\n' -> quoted.append("\\n");
        default -> {
          if (c < ' ') {
            quoted.append("\\u%04x".formatted((int) c));
          } else {
            quoted.append(c);
          }
        }
      }
    }
    return quoted.append('"').toString();
  }
}
