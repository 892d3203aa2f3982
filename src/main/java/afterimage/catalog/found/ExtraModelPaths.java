package afterimage.catalog.found;

import afterimage.file.ForeignFile;
import afterimage.file.PathText;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * The folders that a user told ComfyUI of in {@code extra_model_paths.yaml}: sections with a {@code
 * base_path} and, for each kind of model, a folder or several below {@code |}. Of YAML no more than
 * that is understood.
 */
final class ExtraModelPaths {
  private static final Set<String> KINDS =
      Set.of("checkpoints", "loras", "vae", "vae_approx", "embeddings");
  private static final int MAX_BYTES = 1 << 16;
  private static final int MAX_FOLDERS = 100;

  private final Path beside;
  private final List<Path> folders = new ArrayList<>();
  private final List<String> section = new ArrayList<>();
  private String base = "";
  private boolean inList;
  private int listIndent;

  private ExtraModelPaths(Path beside) {
    this.beside = beside;
  }

  /** The folders of a file; none if it is not there or says nothing that is understood. */
  static List<Path> read(Path file) {
    try {
      String text = new String(ForeignFile.readAllBytes(file, MAX_BYTES), StandardCharsets.UTF_8);
      Path beside = file.toAbsolutePath().getParent();
      return beside == null ? List.of() : new ExtraModelPaths(beside).of(text);
    } catch (IOException e) {
      return List.of();
    }
  }

  private List<Path> of(String text) {
    text.lines().forEach(this::line);
    endSection();
    return folders.stream().distinct().limit(MAX_FOLDERS).toList();
  }

  private void line(String line) {
    String bare = line.strip();
    if (bare.isEmpty() || bare.startsWith("#")) {
      return;
    }
    int indent = line.length() - line.stripLeading().length();
    if (indent == 0) {
      endSection();
      return;
    }
    if (inList && indent > listIndent) {
      section.add(bare);
      return;
    }
    inList = false;
    int colon = bare.indexOf(':');
    if (colon < 0) {
      return;
    }
    String key = bare.substring(0, colon).strip();
    String value = unquoted(bare.substring(colon + 1).strip());
    if (key.equals("base_path")) {
      base = value;
    } else if (KINDS.contains(key) && value.matches("[|>][+-]?")) {
      inList = true;
      listIndent = indent;
    } else if (KINDS.contains(key) && !value.isEmpty()) {
      section.add(value);
    }
  }

  private static String unquoted(String value) {
    boolean quoted =
        value.length() > 1
            && (value.startsWith("\"") || value.startsWith("'"))
            && value.charAt(0) == value.charAt(value.length() - 1);
    return quoted ? value.substring(1, value.length() - 1) : value.replaceFirst("\\s+#.*", "");
  }

  private void endSection() {
    Path root = PathText.find(base).map(beside::resolve).orElse(beside);
    for (String folder : section) {
      PathText.find(folder).map(path -> root.resolve(path).normalize()).ifPresent(folders::add);
    }
    section.clear();
    base = "";
    inList = false;
  }
}
