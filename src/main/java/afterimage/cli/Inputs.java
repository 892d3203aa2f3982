package afterimage.cli;

import afterimage.image.PictureFormat;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

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
        List<Path> found = inside(argument, recursive);
        if (found.isEmpty()) {
          failures.add(noPicture(argument, recursive));
        }
        found.forEach(file -> pictures.add(new Input(file, argument.relativize(file))));
      } catch (IOException | UncheckedIOException e) {
        failures.add(
            new Failure(
                argument + " cannot be listed: " + e.getMessage() + ".",
                "Check that you may read this folder.",
                e));
      }
    }
    return new Inputs(List.copyOf(pictures), List.copyOf(failures));
  }

  private static Failure noPicture(Path folder, boolean recursive) {
    return new Failure(
        folder + " holds no picture.",
        recursive
            ? "Name a folder with pictures in it."
            : "Name a folder with pictures in it, or add --recursive for those further down.",
        null);
  }

  private static Path nameOf(Path file) {
    Path name = file.getFileName();
    return name == null ? file : name;
  }

  private static List<Path> inside(Path folder, boolean recursive) throws IOException {
    try (Stream<Path> files = Files.walk(folder, recursive ? Integer.MAX_VALUE : 1)) {
      return files
          .filter(file -> PictureFormat.ofName(file).isPresent() && Files.isRegularFile(file))
          .sorted()
          .toList();
    }
  }
}
