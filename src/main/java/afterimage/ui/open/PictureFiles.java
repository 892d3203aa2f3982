package afterimage.ui.open;

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
import org.jspecify.annotations.Nullable;

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

  /** What cannot be looked into is passed over. */
  private static List<Path> inside(Path folder) {
    List<Path> pictures = new ArrayList<>();
    try {
      Files.walkFileTree(
          folder,
          Set.of(),
          DEPTH,
          new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
              if (PictureFormat.ofName(file).isPresent() && Files.isRegularFile(file)) {
                pictures.add(file);
              }
              return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException failure) {
              return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path inner, @Nullable IOException failure) {
              return FileVisitResult.CONTINUE;
            }
          });
    } catch (IOException e) {
      return List.of();
    }
    pictures.sort(new NaturalOrder());
    return pictures;
  }
}
