package afterimage.app;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/**
 * Libraries that ONNX Runtime unpacked to {@code onnxruntime-java…}, where earlier versions of
 * Afterimage let it, and left there: 28 MB a start. Nothing ever uses them again; nor would those
 * that another Java program's ONNX Runtime left. Linux only, where can be seen what is in use.
 */
final class FormerLibraries {
  private static final System.Logger LOG = System.getLogger(FormerLibraries.class.getName());

  /** Long after whoever unpacked them has loaded them. */
  private static final Duration OLD = Duration.ofDays(1);

  private FormerLibraries() {}

  /**
   * Deletes those of this user that are old and that no process uses.
   *
   * @param temporary where they are looked for
   */
  static void sweep(Path temporary) {
    Path processes = Path.of("/proc");
    if (!Files.isDirectory(processes.resolve("self"))) {
      return;
    }
    try (DirectoryStream<Path> folders = Files.newDirectoryStream(temporary, "onnxruntime-java*")) {
      Object user = Files.getAttribute(processes.resolve("self"), "unix:uid");
      for (Path folder : folders) {
        if (isLeft(folder, user) && !isInUse(folder, processes)) {
          delete(folder);
        }
      }
    } catch (IOException | UncheckedIOException | UnsupportedOperationException e) {
      LOG.log(System.Logger.Level.DEBUG, "former libraries stay in " + temporary, e);
    }
  }

  private static boolean isLeft(Path folder, Object user) throws IOException {
    BasicFileAttributes attributes =
        Files.readAttributes(folder, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    return attributes.isDirectory()
        && attributes.lastModifiedTime().toInstant().isBefore(Instant.now().minus(OLD))
        && user.equals(Files.getAttribute(folder, "unix:uid", LinkOption.NOFOLLOW_LINKS))
        && contents(folder).stream().allMatch(FormerLibraries::isLibrary);
  }

  private static boolean isLibrary(Path file) {
    return String.valueOf(file.getFileName()).startsWith("libonnxruntime")
        && Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS);
  }

  /** Nobody but the user can use them, and the user's own processes can be seen. */
  private static boolean isInUse(Path folder, Path processes) throws IOException {
    String wanted = folder.toRealPath() + "/";
    try (DirectoryStream<Path> all = Files.newDirectoryStream(processes, "[0-9]*")) {
      for (Path process : all) {
        try (Stream<String> maps = Files.lines(process.resolve("maps"))) {
          if (maps.anyMatch(line -> line.contains(wanted))) {
            return true;
          }
        } catch (IOException | UncheckedIOException e) {
          LOG.log(System.Logger.Level.TRACE, process + " has ended, or is another's", e);
        }
      }
    }
    return false;
  }

  private static void delete(Path folder) throws IOException {
    for (Path file : contents(folder)) {
      Files.delete(file);
    }
    Files.delete(folder);
  }

  private static List<Path> contents(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.toList();
    }
  }
}
