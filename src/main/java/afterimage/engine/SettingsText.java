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
   * The text for a result.
   *
   * @param program what made it, with its version
   */
  public static String of(RefineResult result, String program) {
    RefineSettings settings = result.settings();
    StringBuilder text = new StringBuilder();
    if (!settings.prompt().isEmpty()) {
      text.append(settings.prompt()).append('\n');
    }
    if (!settings.negativePrompt().isEmpty()) {
      text.append("Negative prompt: ").append(settings.negativePrompt()).append('\n');
    }
    return text.append(
            pairs(result, program).entrySet().stream()
                .map(pair -> pair.getKey() + ": " + quoted(pair.getValue()))
                .collect(Collectors.joining(", ")))
        .toString();
  }

  private static Map<String, String> pairs(RefineResult result, String program) {
    RefineSettings settings = result.settings();
    Map<String, String> pairs = new LinkedHashMap<>();
    pairs.put("Steps", String.valueOf(settings.steps()));
    if (settings.scheduler() != null) {
      pairs.put("Sampler", settings.scheduler());
    }
    pairs.put("CFG scale", number(settings.guidanceScale()));
    pairs.put("Seed", String.valueOf(settings.seed()));
    pairs.put("Size", result.picture().width() + "x" + result.picture().height());
    pairs.put("Model", result.modelName());
    pairs.put("Denoising strength", number(settings.strength()));
    pairs.put("Aesthetic score", number(settings.aestheticScore()));
    pairs.put("Negative aesthetic score", number(settings.negativeAestheticScore()));
    pairs.put("Version", program);
    return pairs;
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
