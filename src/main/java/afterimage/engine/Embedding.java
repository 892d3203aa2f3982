package afterimage.engine;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Vectors that a name in prompts stands for: an embedding (textual inversion; Gal et al. 2022).
 *
 * @param name by which prompts call it, not empty
 * @param file in safetensors: its own, or a LoRA's that has it along
 * @param bundled what the LoRA calls it, or null for an embedding's own file
 */
public record Embedding(String name, Path file, @Nullable String bundled) {

  /** How such files end; only the first kind can be read. */
  public static final List<String> ENDINGS = List.of(".safetensors", ".pt", ".bin");

  /**
   * Checked.
   *
   * @throws IllegalArgumentException if there is no name or file
   */
  public Embedding {
    if (name == null || name.isBlank() || file == null) {
      throw new IllegalArgumentException("an embedding without a name or file");
    }
  }

  /** An embedding's own file, called as the file is. */
  public Embedding(Path file) {
    this(nameOf(file), file, null);
  }

  /** What it is called wherever it is named, however a prompt calls it. */
  public String title() {
    return bundled == null ? nameOf(file) : bundled;
  }

  /** A file's name without its ending. */
  public static String nameOf(Path file) {
    String name = String.valueOf(file.getFileName());
    String lower = name.toLowerCase(Locale.ROOT);
    for (String ending : ENDINGS) {
      if (lower.endsWith(ending) && lower.length() > ending.length()) {
        return name.substring(0, name.length() - ending.length());
      }
    }
    return name;
  }
}
