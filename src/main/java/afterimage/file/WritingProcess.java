package afterimage.file;

import java.time.Duration;
import java.time.Instant;

/** Tells by a process's number whether what it left behind may still be in its hands. */
public final class WritingProcess {
  /** How far the system's clock for processes may be from that for files. */
  private static final Duration CLOCKS = Duration.ofSeconds(2);

  private WritingProcess() {}

  /**
   * Whether the process that wrote something has ended. Numbers are given again, on Linux to
   * threads as well: what started after the last change did not make it.
   *
   * @param number of the process, of this machine and container
   * @param changed when the thing was last written
   */
  public static boolean hasEnded(long number, Instant changed) {
    return ProcessHandle.of(number)
        .map(
            process ->
                process
                    .info()
                    .startInstant()
                    .filter(start -> start.isAfter(changed.plus(CLOCKS)))
                    .isPresent())
        .orElse(true);
  }
}
