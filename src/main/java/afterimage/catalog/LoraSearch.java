package afterimage.catalog;

import afterimage.checkpoint.lora.Loras;
import afterimage.engine.EngineException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Finds LoRAs by the names that prompts call them by: in the model folders and what is below them,
 * beside the model, and where A1111 and ComfyUI keep LoRAs for a model in their folders.
 */
final class LoraSearch {
  private static final String ENDING = ".safetensors";

  /** Folders inside folders; A1111's users sort by kind and subject. */
  private static final int MAX_DEPTH = 8;

  private static final int MAX_FILES = 20_000;

  /** Beside the folder of checkpoints, as A1111, ComfyUI and InvokeAI call them. */
  private static final List<String> SIBLINGS = List.of("lora", "loras", "lycoris");

  private final ModelCatalog catalog;

  LoraSearch(ModelCatalog catalog) {
    this.catalog = catalog;
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
    Set<Path> files = files(model);
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

  /** In the order of the folders, those of one by name. */
  private Set<Path> files(Path model) {
    Set<Path> files = new LinkedHashSet<>();
    for (Path root : catalog.roots()) {
      addBelow(root, MAX_DEPTH, files);
    }
    Path folder = model.toAbsolutePath().normalize().getParent();
    if (folder != null) {
      // What lies beside a model may be somebody's whole home.
      addBelow(folder, 1, files);
      loraFolders(folder).forEach(loras -> addBelow(loras, MAX_DEPTH, files));
      Path above = folder.getParent();
      if (above != null) {
        loraFolders(above).forEach(loras -> addBelow(loras, MAX_DEPTH, files));
      }
    }
    return files;
  }

  private static List<Path> loraFolders(Path parent) {
    List<Path> folders = new ArrayList<>();
    try (Stream<Path> inside = Files.list(parent)) {
      inside
          .filter(
              folder ->
                  SIBLINGS.contains(String.valueOf(folder.getFileName()).toLowerCase(Locale.ROOT)))
          .filter(Files::isDirectory)
          .sorted()
          .forEach(folders::add);
    } catch (IOException | UncheckedIOException e) {
      // What may not be read holds nothing that could be used.
    }
    return folders;
  }

  private static void addBelow(Path folder, int depth, Set<Path> files) {
    Set<Path> found = new TreeSet<>();
    try {
      Files.walkFileTree(
          folder,
          EnumSet.of(FileVisitOption.FOLLOW_LINKS),
          depth,
          new SimpleFileVisitor<>() {
            private int seen;

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
              if (attributes.isRegularFile()
                  && file.toString().toLowerCase(Locale.ROOT).endsWith(ENDING)) {
                found.add(file.toAbsolutePath().normalize());
              }
              return ++seen < MAX_FILES ? FileVisitResult.CONTINUE : FileVisitResult.TERMINATE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException e) {
              return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path left, @Nullable IOException e) {
              return FileVisitResult.CONTINUE;
            }
          });
    } catch (IOException e) {
      // As above.
    }
    files.addAll(found);
  }
}
