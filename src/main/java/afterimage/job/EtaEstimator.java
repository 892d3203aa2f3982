package afterimage.job;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * Tells how long the steps still to come will take, from the median of the last few: one slow step
 * (the first, or one beside a busy program) then moves it little. Not thread-safe.
 */
final class EtaEstimator {
  private static final int WINDOW = 5;

  private final Deque<Long> durations = new ArrayDeque<>();
  private long last;
  private int left;

  /** Denoising begins at {@code nanos}, as {@link System#nanoTime} counts. */
  void begin(long nanos) {
    durations.clear();
    last = nanos;
    left = 0;
  }

  /** Step {@code step} of {@code steps} ended at {@code nanos}. */
  void step(int step, int steps, long nanos) {
    if (durations.size() == WINDOW) {
      durations.removeFirst();
    }
    durations.addLast(Math.max(0, nanos - last));
    last = nanos;
    left = Math.max(0, steps - step);
  }

  /** Time from the last step's end to the end of denoising, or null before the first step. */
  @Nullable Duration remaining() {
    if (durations.isEmpty()) {
      return null;
    }
    long[] sorted = durations.stream().mapToLong(Long::longValue).sorted().toArray();
    return Duration.ofNanos(sorted[sorted.length / 2] * left);
  }
}
