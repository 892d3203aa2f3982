package afterimage.ui;

import afterimage.ui.canvas.CompareView;
import java.nio.file.Path;
import java.util.Arrays;
import javafx.animation.AnimationTimer;
import javafx.event.EventType;
import javafx.scene.input.KeyCode;
import javafx.scene.input.MouseEvent;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * How long the window stands still while the engine works: gaps between the FX thread's pulses
 * during a refine of 512 × 512 pixels, with every step's preview drawn.
 */
@Tag("benchmark")
class PulseBenchmark {
  private static final int SIDE = 512;
  private static final int MOVES = 300;
  private static final double NANOS_A_MILLI = 1e6;

  @TempDir Path folder;

  @Test
  void pulses_duringRefine_gaps() throws Exception {
    try (OpenStudio studio = OpenStudio.in(folder.resolve("home"))) {
      studio.dropAndAwait(Samples.write(folder.resolve("photo.png"), SIDE, SIDE));
      Pulses idle = pulses(studio);
      Thread.sleep(3000);
      print("idle", studio, idle);

      refine(studio, "first refine, model loaded in it");
      studio.activate("#quality-best");
      refine(studio, "best quality, model in memory");
    }
  }

  @Test
  void pulses_paintingAMask_gaps() throws Exception {
    try (OpenStudio studio = OpenStudio.in(folder.resolve("home"))) {
      studio.dropAndAwait(Samples.write(folder.resolve("photo.png"), 1500, 1000));
      studio.activate("#mask");
      Pulses pulses = pulses(studio);
      long inHandler = 0;
      fire(studio, MouseEvent.MOUSE_PRESSED, 0);
      for (int move = 1; move <= MOVES; move++) {
        inHandler += fire(studio, MouseEvent.MOUSE_DRAGGED, move);
        // A mouse tells its place about so often.
        Thread.sleep(8);
      }
      fire(studio, MouseEvent.MOUSE_RELEASED, MOVES);
      print("painting a mask over 1500 × 1000", studio, pulses);
      System.out.printf("a move of the brush: %.2f ms%n", inHandler / NANOS_A_MILLI / MOVES);
    }
  }

  /** Moves the brush in a wave and returns how long its handlers took, in nanoseconds. */
  private static long fire(OpenStudio studio, EventType<MouseEvent> type, int move) {
    return studio.onFx(
        () -> {
          CompareView view = studio.compare();
          double x = view.getWidth() * (0.2 + 0.6 * move / MOVES);
          double y = view.getHeight() * (0.5 + 0.2 * Math.sin(move * 0.1));
          long start = System.nanoTime();
          Mouse.fire(view, type, x, y);
          return System.nanoTime() - start;
        });
  }

  private static void refine(OpenStudio studio, String name) {
    Pulses pulses = pulses(studio);
    studio.press(KeyCode.CONTROL, KeyCode.ENTER);
    studio.await("the run", () -> studio.isVisible("#cancel"));
    studio.await("its end", () -> !studio.isVisible("#cancel"));
    print(name + ", " + studio.text("#status-picture"), studio, pulses);
  }

  private static Pulses pulses(OpenStudio studio) {
    return studio.onFx(
        () -> {
          Pulses pulses = new Pulses();
          pulses.start();
          return pulses;
        });
  }

  private static void print(String name, OpenStudio studio, Pulses pulses) {
    long[] gaps =
        studio.onFx(
            () -> {
              pulses.stop();
              return pulses.gaps();
            });
    Arrays.sort(gaps);
    System.out.printf(
        "%s: %d pulses, gap p50 %.1f ms, p99 %.1f ms, max %.1f ms%n",
        name,
        gaps.length,
        gaps[gaps.length / 2] / NANOS_A_MILLI,
        gaps[gaps.length * 99 / 100] / NANOS_A_MILLI,
        gaps[gaps.length - 1] / NANOS_A_MILLI);
  }

  /** When the FX thread's pulses began. */
  private static final class Pulses extends AnimationTimer {
    private final long[] gaps = new long[1 << 16];
    private int count;
    private long last;

    @Override
    public void handle(long now) {
      // The pulse's nominal time would hide that it came late.
      long real = System.nanoTime();
      if (last != 0 && count < gaps.length) {
        gaps[count++] = real - last;
      }
      last = real;
    }

    long[] gaps() {
      return Arrays.copyOf(gaps, count);
    }
  }
}
