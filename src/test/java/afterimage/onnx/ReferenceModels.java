package afterimage.onnx;

import afterimage.engine.Device;
import afterimage.engine.EngineException;
import afterimage.engine.ModelOptions;
import afterimage.onnx.model.ModelSource;
import afterimage.reference.RecordedRun;
import afterimage.reference.ReferenceFolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Finds the models that may have made a recorded run: ONNX exports in the models' folder, diffusers
 * folders in {@code pipelines}, single files in {@code sgm}. Names mean nothing, widths decide.
 */
final class ReferenceModels {
  /** Where models lie, by the form that they have there. */
  private static final Map<String, Path> FORMS =
      Map.of(
          "onnx", ReferenceFolder.model(),
          "pipelines", ReferenceFolder.path("pipelines"),
          "sgm", ReferenceFolder.path("sgm"));

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final Path cache;
  private final Map<Choice, ModelSource> opened = new HashMap<>();

  /** A model, and how a checkpoint's weights are kept. */
  record Choice(Path path, ModelOptions.Weights weights) {}

  /**
   * @param cache for what is compiled from checkpoints
   */
  ReferenceModels(Path cache) {
    this.cache = cache;
  }

  /** The forms in which this reference folder has models. */
  static List<String> forms() {
    return FORMS.keySet().stream().filter(form -> !all(form).isEmpty()).sorted().toList();
  }

  /** The ways in which a form's weights can be kept: a checkpoint's may stay in their file. */
  static List<ModelOptions.Weights> weights(String form) {
    return form.equals("onnx")
        ? List.of(ModelOptions.Weights.FULL)
        : List.of(ModelOptions.Weights.FULL, ModelOptions.Weights.MAPPED);
  }

  /** Every model of a form, in the order of their names. */
  static List<Path> all(String form) {
    Path root = FORMS.getOrDefault(form, Path.of(form));
    if (!Files.isDirectory(root)) {
      return List.of();
    }
    try (Stream<Path> entries = Files.list(root)) {
      return entries
          .filter(
              entry ->
                  Files.exists(entry.resolve("model_index.json"))
                      || entry.toString().endsWith(".safetensors"))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A model, compiled if it is a checkpoint. */
  ModelSource open(Choice model) {
    return opened.computeIfAbsent(
        model,
        choice -> {
          try {
            return ModelSource.open(
                choice.path, new ModelOptions(choice.weights), Device.CPU, cache);
          } catch (EngineException e) {
            throw new IllegalStateException(e);
          }
        });
  }

  /**
   * The model of a form whose kind of pipeline and widths fit the run's tensors; of several the one
   * whose name has the run's word for it ("refiner", "base").
   */
  Optional<Path> of(RecordedRun run, String form) {
    String word = run.pipeline().split(" ", 2)[0].toLowerCase(Locale.ROOT);
    return all(form).stream()
        .filter(
            model ->
                fits(open(new Choice(model, ModelOptions.Weights.FULL)).bundle().folder(), run))
        .min(
            Comparator.comparing(
                model -> !model.getFileName().toString().toLowerCase(Locale.ROOT).contains(word)));
  }

  private static boolean fits(Path folder, RecordedRun run) {
    JsonNode index = JSON.readTree(folder.resolve("model_index.json"));
    JsonNode unet = JSON.readTree(folder.resolve("unet").resolve("config.json"));
    boolean hasFirstEncoder = index.path("text_encoder").path(0).isString();
    int context = last(run, "prompt_embeds");
    int added =
        last(run, "pooled_prompt_embeds")
            + last(run, "unet_time_ids") * unet.path("addition_time_embed_dim").asInt(0);
    return hasFirstEncoder == run.has("input_ids_text_encoder_prompt")
        && unet.path("cross_attention_dim").asInt(context) == context
        && unet.path("projection_class_embeddings_input_dim").asInt(added) == added;
  }

  private static int last(RecordedRun run, String tensor) {
    int[] shape = run.npy(tensor).shape();
    return shape[shape.length - 1];
  }
}
