package afterimage.cli;

import afterimage.catalog.download.DownloadProgress;
import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Tells how far a download is: a line that redraws itself on a terminal, else one at times. */
final class DownloadLine {
  private static final long PLAIN_INTERVAL_NANOS = 10_000_000_000L;
  private static final double MEGABYTE = 1e6;
  private static final int MINUTE = 60;
  private static final int HOUR = 3600;

  private final ConsoleWriter err;
  private final boolean terminal;
  private final String label;
  private long lastPlain = System.nanoTime();
  private int drawn;

  DownloadLine(ConsoleWriter err, boolean terminal, String label) {
    this.err = err;
    this.terminal = terminal;
    this.label = label;
  }

  void show(DownloadProgress progress) {
    String line = label + ": " + text(progress);
    long now = System.nanoTime();
    if (terminal) {
      err.redraw(line, drawn);
      drawn = line.length();
    } else if (now - lastPlain > PLAIN_INTERVAL_NANOS) {
      lastPlain = now;
      err.println(line);
      err.flush();
    }
  }

  /** Takes the line away. */
  void clear() {
    if (drawn > 0) {
      err.undraw(drawn);
      drawn = 0;
    }
  }

  static String text(DownloadProgress progress) {
    return switch (progress.phase()) {
      case CHECKING -> "checking what is there, " + amount(progress);
      case CONNECTING -> "connecting";
      case WAITING -> "waiting to try again, " + amount(progress);
      case RECEIVING ->
          amount(progress)
              + String.format(Locale.ROOT, ", %.1f MB/s", progress.bytesPerSecond() / MEGABYTE)
              + left(progress.left());
    };
  }

  private static String amount(DownloadProgress progress) {
    String done = String.format(Locale.ROOT, "%.0f", progress.done() / MEGABYTE);
    Long total = progress.total();
    return total == null
        ? done + " MB"
        : String.format(
            Locale.ROOT,
            "%s of %.0f MB (%.0f%%)",
            done,
            total / MEGABYTE,
            Math.floor(100 * progress.share()));
  }

  private static String left(@Nullable Duration left) {
    if (left == null) {
      return "";
    }
    long seconds = left.toSeconds();
    if (seconds < MINUTE) {
      return ", " + seconds + " s left";
    }
    return seconds < HOUR
        ? String.format(Locale.ROOT, ", %d:%02d min left", seconds / MINUTE, seconds % MINUTE)
        : String.format(Locale.ROOT, ", %d h %d min left", seconds / HOUR, seconds % HOUR / MINUTE);
  }
}
