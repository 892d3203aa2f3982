package afterimage.catalog;

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
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Files that may be added to a model: in the model folders and what is below them, beside the
 * model, and in folders of certain names near it, where other programs keep them.
 *
 * @param roots the model folders
 * @param names of such folders, in small letters
 * @param levels how far up they are looked for, the model's folder being the first
 * @param endings of such files, in small letters
 */
record AdditionFiles(List<Path> roots, List<String> names, int levels, List<String> endings) {
  /** Folders inside folders; A1111's users sort by kind and subject. */
  private static final int MAX_DEPTH = 8;

  private static final int MAX_FILES = 20_000;

  /** In the order of the folders, those of one by name. */
  Set<Path> files(Path model) {
    Set<Path> files = new LinkedHashSet<>();
    for (Path root : roots) {
      addBelow(root, MAX_DEPTH, files);
    }
    @Nullable Path folder = model.toAbsolutePath().normalize().getParent();
    if (folder != null) {
      // What lies beside a model may be somebody's whole home.
      addBelow(folder, 1, files);
    }
    for (int level = 0; level < levels && folder != null; level++) {
      named(folder).forEach(near -> addBelow(near, MAX_DEPTH, files));
      folder = folder.getParent();
    }
    return files;
  }

  /** In a folder and what is below it. */
  Set<Path> below(Path folder) {
    Set<Path> files = new LinkedHashSet<>();
    addBelow(folder, MAX_DEPTH, files);
    return files;
  }

  private List<Path> named(Path parent) {
    List<Path> folders = new ArrayList<>();
    try (Stream<Path> inside = Files.list(parent)) {
      inside
          .filter(
              folder ->
                  names.contains(String.valueOf(folder.getFileName()).toLowerCase(Locale.ROOT)))
          .filter(Files::isDirectory)
          .sorted()
          .forEach(folders::add);
    } catch (IOException | UncheckedIOException e) {
      // What may not be read holds nothing that could be used.
    }
    return folders;
  }

  private boolean mayBe(Path file) {
    String name = file.toString().toLowerCase(Locale.ROOT);
    return endings.stream().anyMatch(name::endsWith);
  }

  private void addBelow(Path folder, int depth, Set<Path> files) {
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
              if (attributes.isRegularFile() && mayBe(file)) {
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
