package afterimage.ui;

import afterimage.image.Picture;
import afterimage.image.PictureMetadata;
import afterimage.image.PictureWriter;
import afterimage.image.WriteOptions;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import javafx.animation.AnimationTimer;
import javafx.event.Event;
import javafx.scene.input.KeyCode;
import javafx.scene.input.ScrollEvent;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Large and many pictures: frames while 100 megapixels are panned and zoomed during a refine, the
 * time from a drop of 24 megapixels to the screen, memory with 200 pictures open.
 */
@Tag("benchmark")
class LargePictureBenchmark {
  private static final double MILLI = 1e6;
  private static final int FRAMES = 600;

  /** So many that the refine outlives the frames. */
  private static final int STEPS = 400;

  private static final long MEGABYTE = 1L << 20;

  @TempDir Path folder;

  @Test
  void pan_100MegapixelsDuringRefine_frames() throws Exception {
    Path large = made("large.jpg", 11_600, 8_700);
    Path small = Samples.write(folder.resolve("small.png"), 512, 512);
    try (OpenStudio studio = OpenStudio.in(folder.resolve("home"))) {
      studio.dropAndAwait(small);
      studio.steps(STEPS);
      studio.press(KeyCode.CONTROL, KeyCode.ENTER);
      studio.drop(Dropped.files(large));
      studio.await("the picture", () -> studio.text("#status-picture").contains("large.jpg"));
      Wandering wandering =
          studio.onFx(
              () -> {
                Wandering begun = new Wandering(studio);
                begun.start();
                return begun;
              });
      studio.await("the frames", () -> wandering.count >= FRAMES);
      boolean refining = studio.isVisible("#cancel");
      long[] gaps = Arrays.copyOf(wandering.gaps, FRAMES);
      double seconds = Arrays.stream(gaps).sum() / 1e9;
      Arrays.sort(gaps);
      System.out.printf(
          "100 MP, pan and zoom, refine %s: %.1f frames a second, p50 %.1f ms, p99 %.1f ms%n",
          refining ? "running to the end" : "ended before",
          FRAMES / seconds,
          gaps[FRAMES / 2] / MILLI,
          gaps[FRAMES * 99 / 100] / MILLI);
    }
  }

  @Test
  void drop_24Megapixels_timeToScreen() throws Exception {
    try (OpenStudio studio = OpenStudio.in(folder.resolve("home"))) {
      for (int i = 0; i < 4; i++) {
        Path file = made("photo" + i + ".jpg", 6000, 4000);
        long start = System.nanoTime();
        studio.drop(Dropped.files(file));
        String name = "photo" + i + ".jpg";
        studio.await("the picture", () -> studio.text("#status-picture").contains(name));
        System.out.printf(
            "24 MP JPEG, drop to canvas: %.2f s%n", (System.nanoTime() - start) / 1e9);
      }
    }
  }

  @Test
  void open_200Pictures_memory() throws Exception {
    List<Path> files = new ArrayList<>();
    Path one = made("one.jpg", 3000, 2000);
    for (int i = 0; i < 200; i++) {
      files.add(Files.copy(one, folder.resolve("copy" + i + ".jpg")));
    }
    try (OpenStudio studio = OpenStudio.in(folder.resolve("home"))) {
      studio.dropAndAwait(files.toArray(new Path[0]));
      System.gc();
      long heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
      String status = Files.readString(Path.of("/proc/self/status"));
      String resident =
          status.lines().filter(line -> line.startsWith("VmRSS")).findFirst().orElse("");
      System.out.printf(
          "200 pictures of 6 MP: heap %d MB after a collection, %s%n", heap / MEGABYTE, resident);
    }
  }

  /** A photo's middle, repeated. */
  private Path made(String name, int width, int height) throws Exception {
    Picture tile = Samples.middle(500, 500);
    byte[] rgb = new byte[width * height * 3];
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        int argb = tile.argb(x % 500, y % 500);
        int at = (y * width + x) * 3;
        rgb[at] = (byte) (argb >> 16);
        rgb[at + 1] = (byte) (argb >> 8);
        rgb[at + 2] = (byte) argb;
      }
    }
    Path file = folder.resolve(name);
    PictureWriter.write(
        Picture.of8Bit(width, height, rgb, null), file, WriteOptions.DEFAULT, PictureMetadata.NONE);
    return file;
  }

  /** Scrolls in and out at wandering places, a step a pulse, and keeps the pulses' gaps. */
  private static final class Wandering extends AnimationTimer {
    private final OpenStudio studio;
    private final long[] gaps = new long[FRAMES];
    private int count;
    private long last;

    Wandering(OpenStudio studio) {
      this.studio = studio;
    }

    @Override
    public void handle(long now) {
      long real = System.nanoTime();
      if (last != 0 && count < FRAMES) {
        gaps[count++] = real - last;
      }
      last = real;
      if (count == FRAMES) {
        stop();
        return;
      }
      double x = 400 + 250 * Math.sin(count / 17.0);
      double y = 300 + 180 * Math.cos(count / 23.0);
      double turn = Math.sin(count / 40.0) > 0 ? 12 : -12;
      Event.fireEvent(
          studio.compare(),
          new ScrollEvent(
              ScrollEvent.SCROLL,
              x,
              y,
              x,
              y,
              false,
              false,
              false,
              false,
              false,
              false,
              0,
              turn,
              0,
              turn,
              ScrollEvent.HorizontalTextScrollUnits.NONE,
              0,
              ScrollEvent.VerticalTextScrollUnits.NONE,
              0,
              0,
              null));
    }
  }
}
