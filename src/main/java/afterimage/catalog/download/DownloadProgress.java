package afterimage.catalog.download;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How far a download is.
 *
 * @param phase what is being done
 * @param done bytes that are there; while checking, that were checked
 * @param total bytes of the file, or null while nobody knows
 * @param bytesPerSecond over the last seconds, 0 while nothing comes
 * @param left until all is there at that speed, or null while it cannot be told
 */
public record DownloadProgress(
    Phase phase, long done, @Nullable Long total, long bytesPerSecond, @Nullable Duration left) {

  /** What is being done. */
  public enum Phase {
    /** Reads what an earlier try left. */
    CHECKING,
    CONNECTING,
    RECEIVING,
    /** Until the next try. */
    WAITING
  }

  /** From 0 to 1, or -1 while nobody knows: 1 only when all is there. */
  public double share() {
    return total == null || total == 0 ? -1 : Math.min(1, (double) done / total);
  }
}
