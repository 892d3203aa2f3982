package afterimage.onnx;

import afterimage.reference.NpyFile;
import afterimage.reference.RecordedRun;
import afterimage.reference.ReferenceFolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Finds the model that made a recorded run among those that lie in the models' folder. */
final class ReferenceModels {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private ReferenceModels() {}

  /** Every model's folder, in the order of their names. */
  static List<Path> all() {
    Path root = ReferenceFolder.model();
    if (!Files.isDirectory(root)) {
      return List.of();
    }
    try (Stream<Path> folders = Files.list(root)) {
      return folders
          .filter(folder -> Files.exists(folder.resolve("model_index.json")))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * The model whose kind of pipeline and widths fit the run's tensors; of several the one whose
   * name has the run's word for it ("refiner", "base").
   */
  static Optional<Path> of(RecordedRun run) {
    String word = run.pipeline().split(" ", 2)[0].toLowerCase(Locale.ROOT);
    return all().stream()
        .filter(folder -> fits(folder, run))
        .min(
            Comparator.comparing(
                folder ->
                    !folder.getFileName().toString().toLowerCase(Locale.ROOT).contains(word)));
  }

  private static boolean fits(Path folder, RecordedRun run) {
    JsonNode index = JSON.readTree(folder.resolve("model_index.json"));
    boolean hasFirstEncoder = index.path("text_encoder").path(0).isString();
    if (hasFirstEncoder != run.has("input_ids_text_encoder_prompt")) {
      return false;
    }
    JsonNode unet = JSON.readTree(folder.resolve("unet").resolve("config.json"));
    NpyFile embeds = run.npy("prompt_embeds");
    int width = embeds.shape()[embeds.shape().length - 1];
    return unet.path("cross_attention_dim").asInt(width) == width;
  }
}
