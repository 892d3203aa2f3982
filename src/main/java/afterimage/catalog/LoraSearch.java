package afterimage.catalog;

import afterimage.checkpoint.lora.Loras;
import afterimage.engine.EngineException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Finds LoRAs by the names that prompts call them by: in the model folders and what is below them,
 * beside the model, and where A1111 and ComfyUI keep LoRAs for a model in their folders.
 */
final class LoraSearch {
  private static final String ENDING = ".safetensors";

  /** Beside the folder of checkpoints, as A1111, ComfyUI and InvokeAI call them. */
  private static final List<String> SIBLINGS = List.of("lora", "loras", "lycoris");

  private final AdditionFiles additions;

  LoraSearch(ModelCatalog catalog) {
    this.additions = new AdditionFiles(catalog.roots(), SIBLINGS, 2, List.of(ENDING));
  }

  /**
   * The file that a name means: the one that is called so, else one whose metadata say that it was
   * trained under this name, as A1111 has it. A folder before the name is compared, too, where
   * there is one.
   *
   * @param model the model that it is for
   */
  Optional<Path> find(String name, Path model) {
    String wanted = name.replace('\\', '/');
    if (wanted.toLowerCase(Locale.ROOT).endsWith(ENDING)) {
      wanted = wanted.substring(0, wanted.length() - ENDING.length());
    }
    String called = wanted;
    String last = called.substring(called.lastIndexOf('/') + 1);
    if (last.isBlank()) {
      return Optional.empty();
    }
    Set<Path> files = additions.files(model);
    List<Predicate<Path>> ways =
        List.of(
            file -> last.equals(stem(file)) && endsWith(file, called),
            file -> last.equals(stem(file)),
            file -> last.equalsIgnoreCase(stem(file)),
            file -> isTrainedAs(file, called));
    return ways.stream()
        .flatMap(way -> files.stream().filter(way).filter(this::isLora))
        .findFirst();
  }

  private static String stem(Path file) {
    String name = String.valueOf(file.getFileName());
    return name.substring(0, name.length() - ENDING.length());
  }

  private static boolean endsWith(Path file, String called) {
    String path = file.toString().replace('\\', '/');
    return path.endsWith("/" + called + path.substring(path.length() - ENDING.length()));
  }

  private static boolean isTrainedAs(Path file, String name) {
    try {
      return Loras.trainedName(file).filter(name::equals).isPresent();
    } catch (EngineException e) {
      // Nobody asked for this file.
      return false;
    }
  }

  /** One that is damaged counts: whoever adds it says what is wrong with it. */
  private boolean isLora(Path file) {
    try {
      return Loras.isLora(file);
    } catch (EngineException e) {
      return true;
    }
  }
}
