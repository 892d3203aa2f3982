package afterimage.cli;

import afterimage.image.PictureFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The pictures that a command names.
 *
 * @param pictures in the order of the arguments, folders' contents by name
 * @param failures arguments that hold no picture
 * @param notices what of folders was left out, for people
 */
record Inputs(List<Input> pictures, List<Failure> failures, List<String> notices) {

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
   * @param output where results go: inside an input folder, its pictures are no sources
   */
  static Inputs of(List<Path> arguments, boolean recursive, @Nullable Path output) {
    List<Input> pictures = new ArrayList<>();
    List<Failure> failures = new ArrayList<>();
    Map<String, Integer> unread = new TreeMap<>();
    for (Path argument : arguments) {
      if (isStream(argument) || !Files.isDirectory(argument)) {
        pictures.add(new Input(argument, nameOf(argument)));
        continue;
      }
      try {
        PictureFolder folder =
            PictureFolder.list(argument, recursive ? Integer.MAX_VALUE : 1, output);
        folder.failures().forEach((path, e) -> failures.add(unreadable(path, e)));
        folder.unread().forEach((format, count) -> unread.merge(format, count, Integer::sum));
        if (folder.pictures().isEmpty() && folder.failures().isEmpty()) {
          failures.add(noPicture(argument, recursive));
        }
        folder.pictures().forEach(file -> pictures.add(new Input(file, argument.relativize(file))));
      } catch (IOException e) {
        failures.add(unreadable(argument, e));
      }
    }
    return new Inputs(List.copyOf(pictures), List.copyOf(failures), notices(unread));
  }

  /** Whether an argument is the standard input. */
  static boolean isStream(Path argument) {
    return argument.toString().equals(Output.STREAM);
  }

  private static List<String> notices(Map<String, Integer> unread) {
    int count = unread.values().stream().mapToInt(Integer::intValue).sum();
    return count == 0
        ? List.of()
        : List.of(
            (count == 1
                    ? "1 file was left out, since Afterimage cannot read its format: "
                    : count + " files were left out, since Afterimage cannot read their formats: ")
                + new PictureFolder(List.of(), unread, Map.of()).unreadFormats()
                + ".");
  }

  private static Failure unreadable(Path folder, IOException e) {
    return new Failure(
        folder + " cannot be listed: " + e.getMessage() + ".",
        "Check that you have permission to read this folder.",
        e);
  }

  private static Failure noPicture(Path folder, boolean recursive) {
    return new Failure(
        folder + " contains no pictures that Afterimage can read.",
        recursive
            ? "Choose a folder that contains pictures."
            : "Choose a folder that contains pictures, or add --recursive to include subfolders.",
        null);
  }

  private static Path nameOf(Path file) {
    Path name = file.getFileName();
    return name == null ? file : name;
  }
}
