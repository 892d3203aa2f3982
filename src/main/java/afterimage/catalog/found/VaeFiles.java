package afterimage.catalog.found;

import afterimage.catalog.ModelCatalog;
import afterimage.catalog.ModelFile;
import afterimage.catalog.PublishedModel;
import afterimage.catalog.PublishedModels;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The VAEs that are here: in the folders of models and downloads, and where other programs keep
 * theirs.
 *
 * @param catalog knows the folders
 * @param places of other programs
 * @param published some of them by their names
 */
public record VaeFiles(
    ModelCatalog catalog, List<ModelPlaces.Place> places, PublishedModels published) {
  private static final String ENDING = ".safetensors";
  private static final int MAX_FILES = 200;

  /** All of them; reads the files' headers. */
  public List<Path> all() {
    return candidates().stream().filter(file -> ModelFile.of(file) == ModelFile.VAE).toList();
  }

  /**
   * The VAE that is called so.
   *
   * @param name of its file, with or without the ending, or of a published one
   */
  public Optional<Path> find(String name) {
    String stem = stem(name);
    String published = published(name).orElse(stem);
    return candidates().stream()
        .filter(file -> stem(file).equals(stem) || stem(file).equals(published))
        .filter(file -> ModelFile.of(file) == ModelFile.VAE)
        .findFirst();
  }

  /** What the file of a published VAE is called here. */
  private Optional<String> published(String id) {
    return published
        .find(id)
        .filter(model -> model.use() == PublishedModel.Use.VAE)
        .map(model -> stem(model.saveAs()));
  }

  private static String stem(Path file) {
    return stem(String.valueOf(file.getFileName()));
  }

  private static String stem(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    return lower.endsWith(ENDING) ? lower.substring(0, lower.length() - ENDING.length()) : lower;
  }

  private Set<Path> candidates() {
    List<Path> folders = new ArrayList<>(List.of(catalog.downloads()));
    for (Path root : catalog.roots()) {
      folders.add(root);
      folders.add(root.resolve("vae"));
    }
    for (ModelPlaces.Place place : places) {
      if (String.valueOf(place.folder().getFileName()).equalsIgnoreCase("vae")) {
        folders.add(place.folder());
      }
    }
    Set<Path> files = new LinkedHashSet<>();
    folders.forEach(folder -> addIn(folder, files));
    return files;
  }

  private static void addIn(Path folder, Set<Path> files) {
    if (!Files.isDirectory(folder)) {
      return;
    }
    try (Stream<Path> inside = Files.list(folder)) {
      inside
          .filter(file -> file.toString().toLowerCase(Locale.ROOT).endsWith(ENDING))
          .map(file -> file.toAbsolutePath().normalize())
          .sorted()
          .limit(MAX_FILES)
          .forEach(files::add);
    } catch (IOException | UncheckedIOException e) {
      // What may not be read holds nothing that could be used.
    }
  }
}
