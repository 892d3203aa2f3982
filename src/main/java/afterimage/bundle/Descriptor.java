package afterimage.bundle;

import afterimage.engine.EngineException;
import afterimage.engine.ModelInfo;
import java.nio.file.Files;
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
    List<ModelInfo.Word> vocabulary) {

  static final String FILE = "afterimage.json";

  static Descriptor read(Path folder, int latentChannels) throws EngineException {
    Path file = folder.resolve(FILE);
    String folderName = String.valueOf(folder.toAbsolutePath().normalize().getFileName());
    if (!Files.exists(file)) {
      return new Descriptor(
          folderName, "", "", 50, 0.3, 5, 6, 2.5, 0, false, null, null, List.of());
    }
    JsonFile json = JsonFile.read(file);
    float[][] factors = json.table("latent_rgb_factors");
    float[] bias = json.numbers("latent_rgb_bias");
    checkFactors(json, factors, bias, latentChannels);
    return new Descriptor(
        json.text("name", folderName),
        json.text("description", ""),
        json.text("license", ""),
        (int) within(json, "default_steps", json.positive("default_steps", 50), 1, 1000),
        within(json, "default_strength", json.number("default_strength", 0.3), 0, 1),
        within(json, "default_guidance", json.number("default_guidance", 5), 0, 100),
        within(json, "default_aesthetic_score", json.number("default_aesthetic_score", 6), 0, 10),
        within(
            json,
            "default_negative_aesthetic_score",
            json.number("default_negative_aesthetic_score", 2.5),
            0,
            10),
        (int) within(json, "size_multiple", json.number("size_multiple", 0), 0, 4096),
        json.flag("cheap_decoder"),
        factors,
        bias,
        words(json));
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

  private static double within(JsonFile json, String key, double value, double least, double most)
      throws EngineException {
    if (!(value >= least && value <= most)) {
      throw json.wrong(
          "bundle.wrong.range", key, String.valueOf((float) least), String.valueOf((float) most));
    }
    return value;
  }

  private static List<ModelInfo.Word> words(JsonFile json) {
    List<ModelInfo.Word> words = new ArrayList<>();
    for (JsonNode entry : json.node("vocabulary")) {
      words.add(
          new ModelInfo.Word(
              entry.path("word").asString(""),
              strings(entry.path("synonyms")),
              entry.path("opposite").asString(""),
              strings(entry.path("opposite_synonyms"))));
    }
    return List.copyOf(words);
  }

  private static List<String> strings(JsonNode list) {
    List<String> strings = new ArrayList<>();
    for (JsonNode entry : list) {
      strings.add(entry.asString(""));
    }
    return List.copyOf(strings);
  }
}
