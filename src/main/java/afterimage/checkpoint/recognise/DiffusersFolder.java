package afterimage.checkpoint.recognise;

import afterimage.checkpoint.safetensors.TensorFile;
import afterimage.checkpoint.weights.Weight;
import afterimage.checkpoint.weights.WeightSet;
import afterimage.engine.EngineException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A checkpoint in diffusers' layout: a folder a network, each with its weights in one {@code
 * .safetensors} file or in numbered shards.
 */
final class DiffusersFolder {
  private static final String POSITION_IDS = "text_model.embeddings.position_ids";

  private final Map<Part, WeightSet> parts = new EnumMap<>(Part.class);
  private final List<String> ignored = new ArrayList<>();
  private final List<TensorFile> headers = new ArrayList<>();

  private DiffusersFolder() {}

  /** Whether a folder has a UNet's weights where diffusers puts them. */
  static boolean isOne(Path folder) {
    return Shards.any(folder.resolve(Part.UNET.folder()), Part.UNET);
  }

  /** Reads the headers of all parts' files. */
  static StoredTensors read(Path folder) throws EngineException {
    DiffusersFolder result = new DiffusersFolder();
    for (Part part : List.of(Part.TEXT_ENCODER, Part.TEXT_ENCODER_2, Part.UNET, Part.VAE)) {
      result.read(part, Shards.in(folder.resolve(part.folder()), part));
    }
    return new StoredTensors(
        result.parts, List.copyOf(result.ignored), List.copyOf(result.headers));
  }

  /** Reads the headers of one network's files, which lie in the folder itself. */
  static StoredTensors readOne(Path folder, Part part) throws EngineException {
    DiffusersFolder result = new DiffusersFolder();
    result.read(part, Shards.in(folder, part));
    return new StoredTensors(
        result.parts, List.copyOf(result.ignored), List.copyOf(result.headers));
  }

  private void read(Part part, List<Path> files) throws EngineException {
    Map<String, Weight> weights = new LinkedHashMap<>();
    for (Path file : files) {
      TensorFile header = TensorFiles.read(SingleFile.realPath(file));
      headers.add(header);
      ScaledWeights.of(header)
          .forEach(
              (key, weight) -> {
                if (key.equals(POSITION_IDS)) {
                  ignored.add(part.folder() + "/" + key);
                } else {
                  weights.put(key, weight);
                }
              });
    }
    if (!weights.isEmpty()) {
      parts.put(part, new WeightSet(part == Part.VAE ? SingleFile.vaeNames(weights) : weights));
    }
  }
}
