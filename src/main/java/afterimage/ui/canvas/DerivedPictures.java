package afterimage.ui.canvas;

import afterimage.guard.Guard;
import afterimage.guard.GuardException;
import afterimage.image.Picture;
import java.nio.IntBuffer;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
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
  private final Consumer<GuardException> whenFailed;
  private @Nullable Key wanted;
  private @Nullable Made made;

  private record Key(CompareMode mode, MipPyramid before, MipPyramid after, double gain) {
    boolean differsInGainOnly(@Nullable Key other) {
      return other != null
          && mode == other.mode
          && before.equals(other.before)
          && after.equals(other.after);
    }
  }

  /** A picture, and where it found changes if it is a heat map. */
  private record Made(Side side, @Nullable ChangeGrid changes) {}

  /**
   * @param workers where pictures are made
   * @param whenMade called on the FX thread when there is a new one to draw
   * @param whenFailed told on the FX thread why the wanted one cannot be made
   */
  DerivedPictures(Executor workers, Runnable whenMade, Consumer<GuardException> whenFailed) {
    this.workers = workers;
    this.whenMade = whenMade;
    this.whenFailed = whenFailed;
  }

  /**
   * The picture for a mode that needs one; null while it is being made, or that of the last gain.
   */
  @Nullable Side get(CompareMode mode, MipPyramid before, MipPyramid after, double gain) {
    Key key = new Key(mode, before, after, gain);
    if (!key.equals(wanted)) {
      made = key.differsInGainOnly(wanted) ? made : null;
      wanted = key;
      ChangeGrid known = made == null ? null : made.changes;
      workers.execute(() -> make(key, known));
    }
    return made == null ? null : made.side;
  }

  /** Where the heat map found changes; nothing unless there is one. */
  Optional<ChangeGrid> changes() {
    return Optional.ofNullable(made).map(Made::changes);
  }

  /** Lets go of what was made. */
  void clear() {
    wanted = null;
    made = null;
  }

  private void make(Key key, @Nullable ChangeGrid known) {
    try {
      Made next = Guard.call(() -> made(key, known));
      Platform.runLater(
          () -> {
            if (key.equals(wanted)) {
              made = next;
              whenMade.run();
            }
          });
    } catch (GuardException e) {
      Platform.runLater(
          () -> {
            if (key.equals(wanted)) {
              whenFailed.accept(e);
            }
          });
    }
  }

  private static Made made(Key key, @Nullable ChangeGrid known) {
    return key.mode == CompareMode.HEAT_MAP
        ? heatMap(key, known)
        : new Made(
            new Side.Whole(
                MipPyramid.of(difference(key.before.picture(), key.after.picture(), key.gain))),
            null);
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

  private static Made heatMap(Key key, @Nullable ChangeGrid known) {
    int level = key.after.levelOfAtMost(MOST_PIXELS);
    int width = key.after.width(level);
    int height = key.after.height(level);
    int[] picture = key.after.pixels(level);
    ChangeGrid changes =
        known == null ? ChangeGrid.of(key.before.pixels(level), picture, width, height) : known;
    int[] argb = HeatMap.of(changes, picture, key.gain);
    return new Made(
        new Side.Frame(
            new WritableImage(
                new PixelBuffer<>(
                    width, height, IntBuffer.wrap(argb), PixelFormat.getIntArgbPreInstance())),
            key.after.width(0),
            key.after.height(0)),
        changes);
  }
}
