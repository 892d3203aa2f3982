package afterimage.ui.canvas;

import javafx.scene.image.Image;
import org.jspecify.annotations.Nullable;

/** Where structure has changed: a {@link ChangeGrid} as colours over the greyed picture. */
public final class HeatMap implements Derivation {
  /** It is computed on a level of at most this many pixels: it shows places, not pixels. */
  private static final int MAX_PIXELS = 1 << 20;

  private static final float MIDDLE_GREY = 0.5f;

  /** From unchanged over a little to a lot: transparent, amber, red. */
  private static final int[][] COLOURS = {{0, 0, 0}, {255, 176, 0}, {255, 32, 32}};

  HeatMap() {}

  @Override
  public double usualGain() {
    return 1; // Structure changes by a good part of what it can.
  }

  @Override
  public boolean findsChanges() {
    return true;
  }

  @Override
  public Derived make(
      MipPyramid before, MipPyramid after, double gain, @Nullable ChangeGrid known) {
    int level = after.levelOfAtMost(MAX_PIXELS);
    int width = after.width(level);
    int height = after.height(level);
    int[] picture = after.pixels(level);
    ChangeGrid changes =
        known == null ? ChangeGrid.of(before.pixels(level), picture, width, height) : known;
    Image image = FxPictures.image(width, height, of(changes, picture, gain));
    return new Derived(new Side.Frame(image, after.width(0), after.height(0)), changes);
  }

  /**
   * The map as opaque {@code 0xFFRRGGBB}.
   *
   * @param changes where the picture has changed
   * @param picture its pixels {@code 0xAARRGGBB}, as many as the grid lies over
   * @param gain 1 shows full colour where nothing is alike; more shows smaller changes
   */
  static int[] of(ChangeGrid changes, int[] picture, double gain) {
    int width = changes.shape().width();
    float[] grey = ChangeGrid.luma(picture);
    int[] map = new int[picture.length];
    for (int i = 0; i < map.length; i++) {
      map[i] = colour(grey[i], Math.min(1, gain * changes.at(i % width, i / width)));
    }
    return map;
  }

  /**
   * The colours of the map over a middle grey, from unchanged to a lot.
   *
   * @param count at least 2
   * @return opaque {@code 0xFFRRGGBB}
   */
  public static int[] legend(int count) {
    int[] argb = new int[count];
    for (int i = 0; i < count; i++) {
      argb[i] = colour(MIDDLE_GREY, i / (count - 1.0));
    }
    return argb;
  }

  private static int colour(float grey, double share) {
    double place = share * (COLOURS.length - 1);
    int from = Math.min((int) place, COLOURS.length - 2);
    double rest = place - from;
    double cover = Math.min(1, share * 2) * 0.8;
    int argb = 0xff;
    for (int channel = 0; channel < 3; channel++) {
      double tint = COLOURS[from][channel] * (1 - rest) + COLOURS[from + 1][channel] * rest;
      double value = grey * 255 * 0.6 * (1 - cover) + tint * cover;
      argb = argb << 8 | (int) Math.round(Math.clamp(value, 0, 255));
    }
    return argb;
  }
}
