package afterimage.cli;

import java.util.HashMap;
import java.util.Map;

/** Measures consecutive laps. */
final class Stopwatch {
  private final long start = System.nanoTime();
  private final Map<String, Double> laps = new HashMap<>();
  private long lapStart = start;

  /** Ends a lap. */
  void endLap(String name) {
    long now = System.nanoTime();
    laps.put(name, (now - lapStart) / 1e9);
    lapStart = now;
  }

  /** Seconds of a lap that has ended. */
  double lap(String name) {
    return laps.getOrDefault(name, 0.0);
  }

  /** Seconds from the start to the end of the last lap. */
  double total() {
    return (lapStart - start) / 1e9;
  }
}
