package afterimage.image;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** Tells a full disk from other reasons why a file cannot be written. */
public final class FullDisk {
  /** Java has no exception of its own for it, only the system's text: Linux and macOS, Windows. */
  private static final List<String> TEXTS =
      List.of(
          "no space left", "disk quota exceeded", "not enough space on the disk", "disk is full");

  private FullDisk() {}

  /** Whether the system says that a disk, or the user's share of it, is full. */
  public static boolean isCause(IOException failure) {
    String message = String.valueOf(failure.getMessage()).toLowerCase(Locale.ROOT);
    return TEXTS.stream().anyMatch(message::contains);
  }

  /**
   * How much less than a file takes a disk has left.
   *
   * @param bytes of the file
   * @param folder on that disk
   * @return in bytes; 0 if there is room, or nobody can tell
   */
  static long missing(long bytes, Path folder) {
    try {
      return Math.max(0, bytes - Files.getFileStore(folder).getUsableSpace());
    } catch (IOException e) {
      return 0;
    }
  }
}
