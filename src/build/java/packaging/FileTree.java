package packaging;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Folders as a whole. */
final class FileTree {
  private FileTree() {}

  static List<Path> list(Path folder, String glob) throws IOException {
    try (var entries = Files.newDirectoryStream(folder, glob)) {
      List<Path> files = new ArrayList<>();
      entries.forEach(files::add);
      files.sort(Comparator.naturalOrder());
      return files;
    }
  }

  /** With times, permissions and symbolic links as they are. */
  static void copy(Path from, Path to) throws IOException {
    Files.createDirectories(to.toAbsolutePath().getParent());
    for (Path source : all(from)) {
      Path target = to.resolve(from.relativize(source).toString());
      if (!Files.isDirectory(target)) {
        Files.copy(source, target, StandardCopyOption.COPY_ATTRIBUTES, LinkOption.NOFOLLOW_LINKS);
      }
    }
  }

  static void delete(Path root) throws IOException {
    if (Files.exists(root, LinkOption.NOFOLLOW_LINKS)) {
      for (Path path : all(root).reversed()) {
        Files.delete(path);
      }
    }
  }

  /** Gives everything one time of modification. */
  static void setTime(Path root, FileTime time) throws IOException {
    for (Path path : all(root)) {
      Files.getFileAttributeView(path, BasicFileAttributeView.class, LinkOption.NOFOLLOW_LINKS)
          .setTimes(time, null, null);
    }
  }

  /** Bytes in all files. */
  static long size(Path root) throws IOException {
    long bytes = 0;
    for (Path path : all(root)) {
      bytes += Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS) ? Files.size(path) : 0;
    }
    return bytes;
  }

  /** Everything, a folder before what is in it. */
  static List<Path> all(Path root) throws IOException {
    try (Stream<Path> walk = Files.walk(root)) {
      return walk.toList();
    }
  }
}
