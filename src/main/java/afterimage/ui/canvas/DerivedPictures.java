package afterimage.ui.canvas;

import afterimage.image.Picture;
import java.nio.IntBuffer;
import java.util.concurrent.Executor;
import javafx.application.Platform;
import javafx.scene.image.PixelBuffer;
import javafx.scene.image.PixelFormat;
import javafx.scene.image.WritableImage;
import org.jspecify.annotations.Nullable;

/**
 * Pictures made of both sides, beside the FX thread: their difference, and a map of where they
 * differ. Keeps the last one. For the FX thread.
 */
final class DerivedPictures {
  /**
   * The heat map is computed on a level of at most this many pixels: it shows places, not pixels.
   */
  private static final int MOST_PIXELS = 1 << 20;

  private final Executor workers;
  private final Runnable whenMade;
  private @Nullable Key wanted;
  private @Nullable Side made;

  private record Key(CompareMode mode, MipPyramid before, MipPyramid after, double gain) {}

  /**
   * @param workers where pictures are made
   * @param whenMade called on the FX thread when there is a new one to draw
   */
  DerivedPictures(Executor workers, Runnable whenMade) {
    this.workers = workers;
    this.whenMade = whenMade;
  }

  /** The picture for a mode that needs one, or null while it is being made. */
  @Nullable Side get(CompareMode mode, MipPyramid before, MipPyramid after, double gain) {
    Key key = new Key(mode, before, after, gain);
    if (!key.equals(wanted)) {
      wanted = key;
      made = null;
      workers.execute(() -> make(key));
    }
    return made;
  }

  /** Lets go of what was made. */
  void clear() {
    wanted = null;
    made = null;
  }

  private void make(Key key) {
    Side side =
        key.mode == CompareMode.HEAT_MAP
            ? new Side.Frame(heatMap(key))
            : new Side.Whole(
                MipPyramid.of(difference(key.before.picture(), key.after.picture(), key.gain)));
    Platform.runLater(
        () -> {
          if (key.equals(wanted)) {
            made = side;
            whenMade.run();
          }
        });
  }

  /** The absolute difference of each channel, times the gain. */
  static Picture difference(Picture before, Picture after, double gain) {
    int width = after.width();
    byte[] rgb = new byte[width * after.height() * 3];
    int[] left = new int[width];
    int[] right = new int[width];
    int at = 0;
    for (int y = 0; y < after.height(); y++) {
      before.argbRow(y, left, 0);
      after.argbRow(y, right, 0);
      for (int x = 0; x < width; x++) {
        for (int shift = 16; shift >= 0; shift -= 8) {
          int moved = Math.abs(((left[x] >> shift) & 0xff) - ((right[x] >> shift) & 0xff));
          rgb[at++] = (byte) Math.min(255, Math.round(moved * gain));
        }
      }
    }
    return Picture.of8Bit(width, after.height(), rgb, null);
  }

  private static WritableImage heatMap(Key key) {
    int level = 0;
    while ((long) key.after.width(level) * key.after.height(level) > MOST_PIXELS) {
      level++;
    }
    int width = key.after.width(level);
    int height = key.after.height(level);
    int[] argb =
        HeatMap.of(key.before.pixels(level), key.after.pixels(level), width, height, key.gain);
    return new WritableImage(
        new PixelBuffer<>(
            width, height, IntBuffer.wrap(argb), PixelFormat.getIntArgbPreInstance()));
  }
}
