package afterimage.checkpoint;

import afterimage.file.FolderRemoval;
import afterimage.file.WritingProcess;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A folder for work of this process. Its name says whose it is, so that the next one to be made
 * beside it can remove those of processes that were killed.
 */
final class WorkFolder {
  /** Processes of other machines may share the place, and their numbers mean nothing here. */
  private static final Duration YOUNG = Duration.ofMinutes(10);

  private WorkFolder() {}

  /**
   * Makes one.
   *
   * @param prefix of its name; others of that prefix are swept
   */
  static Path create(Path parent, String prefix) throws IOException {
    sweep(parent, prefix);
    return Files.createTempDirectory(parent, prefix + ProcessHandle.current().pid() + "-");
  }

  private static void sweep(Path parent, String prefix) {
    Pattern ours = Pattern.compile(Pattern.quote(prefix) + "(\\d{1,18})-.*");
    try (DirectoryStream<Path> folders = Files.newDirectoryStream(parent, prefix + "*")) {
      for (Path folder : folders) {
        Matcher name = ours.matcher(String.valueOf(folder.getFileName()));
        if (name.matches() && isAbandoned(folder, Long.parseLong(name.group(1)))) {
          FolderRemoval.remove(folder);
        }
      }
    } catch (IOException | DirectoryIteratorException e) {
      System.getLogger(WorkFolder.class.getName())
          .log(System.Logger.Level.DEBUG, "not swept: " + parent, e);
    }
  }

  private static boolean isAbandoned(Path folder, long process) throws IOException {
    Instant changed = Files.getLastModifiedTime(folder, LinkOption.NOFOLLOW_LINKS).toInstant();
    return Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)
        && WritingProcess.hasEnded(process, changed)
        && changed.isBefore(Instant.now().minus(YOUNG));
  }
}
