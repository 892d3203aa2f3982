package afterimage.file;

import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Removes folders with all that is in them, following no link, while others may be at them too: a
 * library that clears its own files as the program ends, a thread that just puts one there, another
 * process that sweeps the same.
 */
public final class FolderRemoval {
  private static final int ATTEMPTS = 20;
  private static final Duration BETWEEN = Duration.ofMillis(20);

  private FolderRemoval() {}

  /**
   * Removes a folder; what is gone already is no failure.
   *
   * @throws IOException the first failure, after all else has been removed
   */
  public static void remove(Path folder) throws IOException {
    remove(folder, null);
  }

  /**
   * Removes a folder whose files others know it by.
   *
   * @param last a file right in it that goes when nothing else is left: until then, a later attempt
   *     finds it; or null
   * @throws IOException the first failure, after all else has been removed
   */
  static void remove(Path folder, @Nullable Path last) throws IOException {
    for (int attempt = 1; ; attempt++) {
      Removal removal = new Removal(folder, last);
      Files.walkFileTree(folder, removal);
      IOException failure = removal.failure;
      if (failure == null) {
        return;
      }
      // Something came between looking and removing.
      if (!(failure instanceof DirectoryNotEmptyException) || attempt == ATTEMPTS) {
        throw failure;
      }
      LockSupport.parkNanos(BETWEEN.toNanos());
    }
  }

  private static final class Removal extends SimpleFileVisitor<Path> {
    private final Path folder;
    private final @Nullable Path last;
    private @Nullable IOException failure;

    Removal(Path folder, @Nullable Path last) {
      this.folder = folder;
      this.last = last;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
      if (!file.equals(last)) {
        delete(file);
      }
      return FileVisitResult.CONTINUE;
    }

    /** Gone since it was listed, or a folder that cannot be looked into: empty, it can go. */
    @Override
    public FileVisitResult visitFileFailed(Path file, IOException e) {
      delete(file);
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult postVisitDirectory(Path visited, @Nullable IOException e) {
      if (visited.equals(folder) && last != null && failure == null) {
        delete(last);
      }
      delete(visited);
      return FileVisitResult.CONTINUE;
    }

    private void delete(Path path) {
      try {
        Files.deleteIfExists(path);
      } catch (IOException e) {
        failure = failure == null ? e : failure;
      }
    }
  }
}
