package afterimage.catalog.found;

import afterimage.catalog.ModelCatalog;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Where the files of a kind of part lie: in the folders of models and downloads, and where other
 * programs keep theirs.
 *
 * @param catalog knows the folders
 * @param places of other programs
 * @param folder how folders for that kind are called, in small letters
 */
record PartFolders(ModelCatalog catalog, List<ModelPlaces.Place> places, String folder) {
  private static final String ENDING = ".safetensors";
  private static final int MAX_FILES = 200;

  /** A file's name without its ending, in small letters. */
  static String stem(Path file) {
    return stem(String.valueOf(file.getFileName()));
  }

  /** The same of a name, which may have no ending. */
  static String stem(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    return lower.endsWith(ENDING) ? lower.substring(0, lower.length() - ENDING.length()) : lower;
  }

  /** All files there; others may be among them. */
  Set<Path> files() {
    List<Path> folders = new ArrayList<>(List.of(catalog.downloads()));
    for (Path root : catalog.roots()) {
      folders.add(root);
      folders.add(root.resolve(folder));
    }
    for (ModelPlaces.Place place : places) {
      if (String.valueOf(place.folder().getFileName()).equalsIgnoreCase(folder)) {
        folders.add(place.folder());
      }
    }
    Set<Path> files = new LinkedHashSet<>();
    folders.forEach(inside -> addIn(inside, files));
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
