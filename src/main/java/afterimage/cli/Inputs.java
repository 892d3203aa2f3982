package afterimage.cli;

import afterimage.file.NaturalOrder;
import afterimage.image.PictureFormat;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * The pictures that a command names.
 *
 * @param pictures in the order of the arguments, folders' contents by name
 * @param failures arguments that hold no picture
 */
record Inputs(List<Input> pictures, List<Failure> failures) {

  /**
   * A picture to refine.
   *
   * @param file where it is
   * @param name its place below the output folder: its name, behind that of its folders where a
   *     whole tree is refined
   */
  record Input(Path file, Path name) {}

  /**
   * Expands folders.
   *
   * @param arguments files and folders; a file may have any name and need not exist
   * @param recursive whether folders inside folders count
   */
  static Inputs of(List<Path> arguments, boolean recursive) {
    List<Input> pictures = new ArrayList<>();
    List<Failure> failures = new ArrayList<>();
    for (Path argument : arguments) {
      if (!Files.isDirectory(argument)) {
        pictures.add(new Input(argument, nameOf(argument)));
        continue;
      }
      try {
        int before = failures.size();
        List<Path> found = inside(argument, recursive, failures);
        if (found.isEmpty() && failures.size() == before) {
          failures.add(noPicture(argument, recursive));
        }
        found.forEach(file -> pictures.add(new Input(file, argument.relativize(file))));
      } catch (IOException e) {
        failures.add(unreadable(argument, e));
      }
    }
    return new Inputs(List.copyOf(pictures), List.copyOf(failures));
  }

  private static Failure unreadable(Path folder, IOException e) {
    return new Failure(
        folder + " cannot be listed: " + e.getMessage() + ".",
        "Check that you have permission to read this folder.",
        e);
  }

  private static Failure noPicture(Path folder, boolean recursive) {
    return new Failure(
        folder + " contains no pictures.",
        recursive
            ? "Choose a folder that contains pictures."
            : "Choose a folder that contains pictures, or add --recursive to include subfolders.",
        null);
  }

  private static Path nameOf(Path file) {
    Path name = file.getFileName();
    return name == null ? file : name;
  }

  /** A folder inside that may not be read is a failure; the others are looked into. */
  private static List<Path> inside(Path folder, boolean recursive, List<Failure> failures)
      throws IOException {
    List<Path> files = new ArrayList<>();
    Files.walkFileTree(
        folder,
        Set.of(),
        recursive ? Integer.MAX_VALUE : 1,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            if (PictureFormat.ofName(file).isPresent() && Files.isRegularFile(file)) {
              files.add(file);
            }
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFileFailed(Path file, IOException e) {
            failures.add(unreadable(file, e));
            return FileVisitResult.CONTINUE;
          }
        });
    files.sort(new NaturalOrder());
    return files;
  }
}
