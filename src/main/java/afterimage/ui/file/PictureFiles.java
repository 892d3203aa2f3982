package afterimage.ui.file;

import afterimage.image.PictureFormat;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * What a drop of files and folders means: files as they are, whatever they are called, and of
 * folders the pictures inside, by their names.
 *
 * @param files what to open, in order
 * @param emptyFolders folders without a picture
 */
record PictureFiles(List<Path> files, List<Path> emptyFolders) {
  private static final int DEPTH = 3;

  static PictureFiles of(List<Path> dropped) {
    List<Path> files = new ArrayList<>();
    List<Path> empty = new ArrayList<>();
    for (Path path : dropped) {
      if (Files.isDirectory(path)) {
        List<Path> inside = inside(path);
        files.addAll(inside);
        if (inside.isEmpty()) {
          empty.add(path);
        }
      } else {
        files.add(path);
      }
    }
    return new PictureFiles(List.copyOf(files), List.copyOf(empty));
  }

  private static List<Path> inside(Path folder) {
    try (Stream<Path> walk = Files.walk(folder, DEPTH)) {
      return walk.filter(path -> PictureFormat.ofName(path).isPresent())
          .filter(Files::isRegularFile)
          .sorted()
          .toList();
    } catch (IOException | UncheckedIOException e) {
      return List.of();
    }
  }
}
