package afterimage.bundle;

import afterimage.engine.EngineException;
import afterimage.engine.ModelInfo;
import afterimage.message.ForeignText;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * {@code afterimage.json}, our own optional description of a bundle. Without one, what diffusers
 * does for SDXL holds.
 *
 * @param name for people
 * @param description one or two sentences, or empty
 * @param license of the weights, or empty
 * @param steps default length of the schedule
 * @param strength default
 * @param guidance default guidance scale
 * @param aesthetic default score
 * @param negativeAesthetic default score of the negative prompt
 * @param sizeMultiple of the picture's sides, or 0 for what the configurations imply
 * @param cheapDecoder whether decoding is fast enough for a preview at every step
 * @param rgbFactors rows of red, green and blue, one for each latent channel; or null
 * @param rgbBias red, green and blue; or null
 * @param vocabulary the only words the model knows; empty for free text
 * @param lacksVae whether it has no VAE, so that it can be looked into, but makes no pictures
 * @param hasControlNet whether a ControlNet steers its UNet
 */
public record Descriptor(
    String name,
    String description,
    String license,
    int steps,
    double strength,
    double guidance,
    double aesthetic,
    double negativeAesthetic,
    int sizeMultiple,
    boolean cheapDecoder,
    float @Nullable [][] rgbFactors,
    float @Nullable [] rgbBias,
    List<ModelInfo.Word> vocabulary,
    boolean lacksVae,
    boolean hasControlNet) {

  static final String FILE = "afterimage.json";

  private static final int MAX_NAME = 200;
  private static final int MAX_DESCRIPTION = 4_000;
  private static final int MAX_LICENSE = 100_000;
  private static final int MAX_WORD = 100;
  private static final int MAX_WORDS = 10_000;

  static Descriptor read(Path folder, int latentChannels) throws EngineException {
    Path file = folder.resolve(FILE);
    String folderName = String.valueOf(folder.toAbsolutePath().normalize().getFileName());
    if (Files.notExists(file, LinkOption.NOFOLLOW_LINKS)) {
      return new Descriptor(
          folderName, "", "", 50, 0.3, 5, 6, 2.5, 0, false, null, null, List.of(), false, false);
    }
    JsonFile json = JsonFile.read(file);
    float[][] factors = json.table("latent_rgb_factors");
    float[] bias = json.numbers("latent_rgb_bias");
    checkFactors(json, factors, bias, latentChannels);
    return new Descriptor(
        ForeignText.line(json.text("name", folderName), MAX_NAME),
        ForeignText.lines(json.text("description", ""), MAX_DESCRIPTION),
        ForeignText.lines(json.text("license", ""), MAX_LICENSE),
        json.whole("default_steps", 1, 1000, 50),
        json.number("default_strength", 0, 1, 0.3),
        json.number("default_guidance", 0, 100, 5),
        json.number("default_aesthetic_score", 0, 10, 6),
        json.number("default_negative_aesthetic_score", 0, 10, 2.5),
        json.whole("size_multiple", 0, Limits.SIZE_MULTIPLE, 0),
        json.flag("cheap_decoder"),
        factors,
        bias,
        words(json),
        json.flag("lacks_vae"),
        json.flag("has_controlnet"));
  }

  private static void checkFactors(
      JsonFile json, float @Nullable [][] factors, float @Nullable [] bias, int channels)
      throws EngineException {
    if (factors != null) {
      boolean fits = factors.length == channels;
      for (float[] row : factors) {
        fits &= row != null && row.length == 3;
      }
      if (!fits) {
        throw json.wrong("bundle.wrong.rows", "latent_rgb_factors", channels);
      }
    }
    if (bias != null && bias.length != 3) {
      throw json.wrong("bundle.wrong.three", "latent_rgb_bias");
    }
  }

  private static List<ModelInfo.Word> words(JsonFile json) throws EngineException {
    List<ModelInfo.Word> words = new ArrayList<>();
    if (json.node("vocabulary").size() > MAX_WORDS) {
      throw json.wrong("bundle.wrong.most", "vocabulary", MAX_WORDS);
    }
    for (JsonNode entry : json.node("vocabulary")) {
      words.add(
          new ModelInfo.Word(
              word(entry.path("word")),
              strings(entry.path("synonyms")),
              word(entry.path("opposite")),
              strings(entry.path("opposite_synonyms"))));
    }
    return List.copyOf(words);
  }

  private static List<String> strings(JsonNode list) {
    List<String> strings = new ArrayList<>();
    for (JsonNode entry : list) {
      strings.add(word(entry));
    }
    return List.copyOf(strings);
  }

  private static String word(JsonNode text) {
    return ForeignText.line(text.asString(""), MAX_WORD);
  }
}
