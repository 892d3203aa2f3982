package afterimage.catalog.download;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;

/** The speed of the last seconds. */
final class TransferSpeed {
  private static final long WINDOW = TimeUnit.SECONDS.toNanos(8);
  private static final long BETWEEN = TimeUnit.MILLISECONDS.toNanos(250);

  private final Deque<Sample> samples = new ArrayDeque<>();

  private record Sample(long nanos, long bytes) {}

  /** Begins anew, as after a wait. */
  void restart(long nanos, long bytes) {
    samples.clear();
    samples.add(new Sample(nanos, bytes));
  }

  /**
   * Takes note of how many bytes there are now.
   *
   * @return whether enough time has passed for somebody to be told
   */
  boolean note(long nanos, long bytes) {
    if (!samples.isEmpty() && nanos - samples.getLast().nanos < BETWEEN) {
      return false;
    }
    samples.add(new Sample(nanos, bytes));
    while (samples.size() > 2 && nanos - samples.getFirst().nanos > WINDOW) {
      samples.removeFirst();
    }
    return true;
  }

  /** Bytes a second; 0 before anything came. */
  long bytesPerSecond() {
    if (samples.size() < 2) {
      return 0;
    }
    Sample first = samples.getFirst();
    Sample last = samples.getLast();
    double seconds = (last.nanos - first.nanos) / 1e9;
    return seconds <= 0 ? 0 : Math.round((last.bytes - first.bytes) / seconds);
  }
}
