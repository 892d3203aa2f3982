package afterimage.checkpoint;

import afterimage.file.WritingProcess;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Which processes use a compiled bundle: graphs are read from it as they are needed, so that none
 * may remove what another, such as the command line beside the studio, works with. An empty file a
 * process says so.
 */
final class BundleUse {
  private static final String PREFIX = ".used-by-";

  private BundleUse() {}

  /** Says that this process uses a bundle, if there is one; where nothing may be written, not. */
  static void mark(Path bundle) {
    if (!Files.isDirectory(bundle)) {
      return;
    }
    try {
      long own = ProcessHandle.current().pid();
      for (Path mark : marks(bundle)) {
        if (process(mark) != own && hasEnded(mark)) {
          Files.deleteIfExists(mark);
        }
      }
      Path mark = bundle.resolve(PREFIX + own);
      try {
        Files.createFile(mark);
      } catch (FileAlreadyExistsException e) {
        Files.setLastModifiedTime(mark, FileTime.from(Instant.now()));
      }
    } catch (IOException e) {
      System.getLogger(BundleUse.class.getName())
          .log(System.Logger.Level.DEBUG, "not marked: " + bundle, e);
    }
  }

  /** Whether a process other than this uses a bundle. */
  static boolean byAnother(Path bundle) {
    try {
      for (Path mark : marks(bundle)) {
        if (process(mark) != ProcessHandle.current().pid() && !hasEnded(mark)) {
          return true;
        }
      }
      return false;
    } catch (IOException e) {
      return true; // What cannot be known is not removed.
    }
  }

  private static List<Path> marks(Path bundle) throws IOException {
    List<Path> marks = new ArrayList<>();
    try (DirectoryStream<Path> found = Files.newDirectoryStream(bundle, PREFIX + "*")) {
      found.forEach(marks::add);
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
    return marks;
  }

  private static boolean hasEnded(Path mark) throws IOException {
    return WritingProcess.hasEnded(process(mark), Files.getLastModifiedTime(mark).toInstant());
  }

  /** The number of the process that made a mark, or one that no process has. */
  private static long process(Path mark) {
    try {
      return Long.parseLong(String.valueOf(mark.getFileName()).substring(PREFIX.length()));
    } catch (NumberFormatException e) {
      return Long.MAX_VALUE;
    }
  }
}
