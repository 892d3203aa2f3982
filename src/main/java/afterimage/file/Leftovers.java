package afterimage.file;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;

/**
 * Removes temporary files of processes that were killed. A file of a process that may still run, of
 * another machine, or of a name that is not ours, stays until it is a week old, or for good.
 */
public final class Leftovers {
  private static final System.Logger LOG = System.getLogger(Leftovers.class.getName());
  private static final Duration OLD = Duration.ofDays(7);

  private Leftovers() {}

  /** Sweeps a folder, not those in it; one that is missing or may not be read is left alone. */
  public static void sweep(Path folder) {
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, ".afterimage-*.tmp")) {
      for (Path file : files) {
        if (isAbandoned(file)) {
          Files.deleteIfExists(file);
        }
      }
    } catch (IOException | java.nio.file.DirectoryIteratorException e) {
      LOG.log(System.Logger.Level.DEBUG, "nothing to sweep in " + folder, e);
    }
  }

  /**
   * Sweeps a folder of the program's own, which no other process writes to: whatever was temporary
   * in it, under names of former versions, too. Only before anything is written there.
   */
  public static void sweepAll(Path folder) {
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*.tmp")) {
      for (Path file : files) {
        String name = String.valueOf(file.getFileName());
        boolean ours = name.startsWith(".afterimage-") || name.matches(".+\\.jsonl?\\.tmp");
        if (ours && Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
          Files.deleteIfExists(file);
        }
      }
    } catch (IOException | java.nio.file.DirectoryIteratorException e) {
      LOG.log(System.Logger.Level.DEBUG, "nothing to sweep in " + folder, e);
    }
  }

  private static boolean isAbandoned(Path file) throws IOException {
    TemporaryName name = TemporaryName.of(String.valueOf(file.getFileName())).orElse(null);
    if (name == null || !Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
      return false;
    }
    Instant changed = Files.getLastModifiedTime(file, LinkOption.NOFOLLOW_LINKS).toInstant();
    return name.isOrphan(changed) || changed.isBefore(Instant.now().minus(OLD));
  }
}
