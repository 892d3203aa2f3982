package afterimage.checkpoint.recognise;

import afterimage.checkpoint.safetensors.SafetensorsHeader;
import afterimage.checkpoint.weights.Weight;
import afterimage.checkpoint.weights.WeightSet;
import afterimage.engine.EngineException;
import afterimage.message.Messages;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A checkpoint in diffusers' layout: a folder a network, each with its weights in one {@code
 * .safetensors} file or in numbered shards.
 */
final class DiffusersFolder {
  private static final String ENDING = ".safetensors";
  private static final String POSITION_IDS = "text_model.embeddings.position_ids";

  private final Map<Part, WeightSet> parts = new EnumMap<>(Part.class);
  private final List<String> ignored = new ArrayList<>();
  private final List<SafetensorsHeader> headers = new ArrayList<>();

  private DiffusersFolder() {}

  /** Whether a folder has a UNet's weights where diffusers puts them. */
  static boolean isOne(Path folder) {
    try {
      return !files(folder, Part.UNET).isEmpty();
    } catch (EngineException e) {
      return false;
    }
  }

  /** Reads the headers of all parts' files. */
  static StoredTensors read(Path folder) throws EngineException {
    DiffusersFolder result = new DiffusersFolder();
    for (Part part : List.of(Part.TEXT_ENCODER, Part.TEXT_ENCODER_2, Part.UNET, Part.VAE)) {
      result.part(folder, part);
    }
    return new StoredTensors(
        result.parts, List.copyOf(result.ignored), List.copyOf(result.headers));
  }

  private void part(Path folder, Part part) throws EngineException {
    Map<String, Weight> weights = new LinkedHashMap<>();
    for (Path file : files(folder, part)) {
      SafetensorsHeader header = SafetensorsHeader.read(SingleFile.realPath(file));
      headers.add(header);
      header
          .tensors()
          .forEach(
              (key, entry) -> {
                if (key.equals(POSITION_IDS)) {
                  ignored.add(part.folder() + "/" + key);
                } else {
                  weights.put(key, Weight.of(header.file(), entry));
                }
              });
    }
    if (!weights.isEmpty()) {
      parts.put(part, new WeightSet(part == Part.VAE ? SingleFile.vaeNames(weights) : weights));
    }
  }

  /**
   * A part's files: the plain ones ({@code model.safetensors} or its shards), or, where there are
   * none, those of the 16-bit variant ({@code model.fp16.safetensors}).
   */
  private static List<Path> files(Path folder, Part part) throws EngineException {
    Path in = folder.resolve(part.folder());
    if (!Files.isDirectory(in)) {
      return List.of();
    }
    try (Stream<Path> all = Files.list(in)) {
      List<Path> named =
          all.filter(file -> name(file).startsWith(part.fileStem()) && name(file).endsWith(ENDING))
              .sorted()
              .toList();
      List<Path> plain = named.stream().filter(file -> !name(file).contains(".fp16")).toList();
      return plain.isEmpty() ? named : plain;
    } catch (IOException | UncheckedIOException e) {
      throw new EngineException(
          Messages.of("checkpoint.unreadable.folder", in), Messages.of("checkpoint.readable"), e);
    }
  }

  private static String name(Path file) {
    return file.getFileName().toString();
  }
}
