package afterimage.engine;

import afterimage.image.Picture;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Settings as A1111's web UI writes them into pictures, which other programs read: the prompt, a
 * line with the negative prompt, a line of {@code key: value} pairs.
 */
public final class SettingsText {
  private static final String NEGATIVE_PROMPT = "Negative prompt:";

  /** The key under which A1111 has the embeddings of a picture, and {@code name: hash} of each. */
  public static final String EMBEDDING_HASHES = "TI hashes";

  /** The key of the ControlNet that steered a picture, by its file's name: ours alone. */
  public static final String CONTROL_NET = "Control model";

  /** The key of the control picture, by its file's name, where it was not the picture itself. */
  public static final String CONTROL_PICTURE = "Control picture";

  private SettingsText() {}

  /** Those that came with a LoRA have no file of their own, and the prompt names the LoRA. */
  private static String embeddings(ImageResult result) {
    return result.embeddings().stream()
        .filter(embedding -> !embedding.hash().isEmpty())
        .map(embedding -> embedding.title() + ": " + embedding.hash())
        .distinct()
        .collect(Collectors.joining(", "));
  }

  /**
   * The text for a picture.
   *
   * @param index of the picture in the result
   * @param program what made it, with its version
   */
  public static String of(ImageResult result, int index, String program) {
    RefineSettings settings = result.settings(index);
    Picture picture = result.pictures().get(index);
    Map<String, String> pairs = new LinkedHashMap<>();
    put(pairs, settings, Parameters.SAMPLING);
    pairs.put("Size", new PixelSize(picture.width(), picture.height()).toString());
    pairs.put("Model", result.modelName());
    ImageResult.Vae vae = result.vae();
    if (vae != null) {
      if (!vae.hash().isEmpty()) {
        pairs.put("VAE hash", vae.hash());
      }
      pairs.put("VAE", vae.name());
    }
    ImageResult.Control control = result.control();
    if (control != null) {
      pairs.put(CONTROL_NET, control.name());
      if (control.picture() != null) {
        pairs.put(CONTROL_PICTURE, control.picture());
      }
    }
    if (result.fromPicture()) {
      put(pairs, settings, List.of(Parameters.STRENGTH));
    }
    addRefiner(result, pairs);
    if (result.fromPicture() || result.refiner() != null) {
      put(pairs, settings, Parameters.SCORES);
    }
    put(pairs, settings, AdvancedParameters.ALL);
    if (settings.advanced().watermark() == result.fromPicture()) {
      put(pairs, settings, List.of(Parameters.WATERMARK));
    }
    put(pairs, settings, Parameters.PROMPTS);
    String embeddings = embeddings(result);
    if (!embeddings.isEmpty()) {
      pairs.put(EMBEDDING_HASHES, embeddings);
    }
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
          pairs.put("Refiner switch at", ParameterValues.number(switchAt));
      case RefinerStage.SecondPass(_, double strength, _) ->
          pairs.put(
              result.fromPicture() ? "Refiner denoising strength" : "Denoising strength",
              ParameterValues.number(strength));
    }
  }

  private static String text(RefineSettings settings, Map<String, String> pairs) {
    StringBuilder text = new StringBuilder();
    if (!settings.prompt().isEmpty()) {
      text.append(settings.prompt()).append('\n');
    }
    if (!settings.negativePrompt().isEmpty()) {
      text.append(NEGATIVE_PROMPT).append(' ').append(settings.negativePrompt()).append('\n');
    }
    return text.append(
            pairs.entrySet().stream()
                .map(pair -> pair.getKey() + ": " + quoted(pair.getValue()))
                .collect(Collectors.joining(", ")))
        .toString();
  }

  private static void put(
      Map<String, String> pairs, RefineSettings settings, List<Parameter<?>> parameters) {
    for (Parameter<?> parameter : parameters) {
      String value = parameter.text(settings);
      if (value != null) {
        pairs.put(parameter.key(), value);
      }
    }
  }

  /**
   * Whether both prompts come back from the lines of a text as they were; if not, pairs repeat
   * them, which readers take before the lines.
   */
  static boolean readsBack(RefineSettings settings) {
    return readsBack(settings.prompt()) && readsBack(settings.negativePrompt());
  }

  private static boolean readsBack(String prompt) {
    return prompt.equals(prompt.strip())
        && prompt.indexOf('\r') < 0
        && prompt.lines().noneMatch(line -> line.strip().startsWith(NEGATIVE_PROMPT));
  }

  /** A value with a separator in it becomes a JSON string, as the convention has it. */
  private static String quoted(String value) {
    boolean plain =
        !value.isEmpty()
            && value.equals(value.strip())
            && !value.startsWith("\"")
            && value.chars().noneMatch(c -> c == ',' || c == ':' || c < ' ');
    if (plain) {
      return value;
    }
    StringBuilder json = new StringBuilder("\"");
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      switch (c) {
        case '\\', '"' -> json.append('\\').append(c);
        case '\n' -> json.append("\\n");
        default -> json.append(c < ' ' ? "\\u%04x".formatted((int) c) : String.valueOf(c));
      }
    }
    return json.append('"').toString();
  }
}
