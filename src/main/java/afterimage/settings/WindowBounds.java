package afterimage.settings;

import java.util.stream.DoubleStream;

/** Where the window was, in screen units, and whether it filled the screen. */
public record WindowBounds(double x, double y, double width, double height, boolean maximized) {
  /** Further than any screens reach; also what no number is, and what never ends. */
  private static final double FARTHEST = 100_000;

  /** Whether screens could be that large. */
  boolean isOnSomeScreen() {
    return DoubleStream.of(x, y, width, height).allMatch(value -> Math.abs(value) < FARTHEST);
  }
}
