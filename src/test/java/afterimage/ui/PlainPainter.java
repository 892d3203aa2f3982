package afterimage.ui;

import afterimage.image.Picture;
import afterimage.ui.canvas.CompareMode;
import afterimage.ui.canvas.Viewport;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * What a canvas must show at a place, worked out as plainly as can be: no tiles, no levels, no
 * cache. Knows colours only where a picture is flat for some way around, which is enough to tell
 * which picture and which side is seen.
 *
 * @param area the size of the picture that the viewport is about
 * @param before the left side
 * @param after the right side, or null for none
 * @param swapped whether they have changed places
 * @param split place of the line, from 0 to 1
 * @param gain of the difference
 * @param width of the canvas
 */
record PlainPainter(
    Picture area,
    Picture before,
    @Nullable Picture after,
    CompareMode mode,
    boolean swapped,
    double split,
    double gain,
    Viewport viewport,
    double width) {
  static final int NOTHING = 0;
  private static final double GAP = 2;

  /** From an edge, in view units: snapping, smoothing and the smaller levels blur it. */
  private static final double BLUR = 3;

  /** The colour at a place of the canvas, or nothing where no one colour is right. */
  OptionalInt at(double x, double y) {
    if (after == null) {
      return of(before, x, y);
    }
    boolean sameSize = before.width() == after.width() && before.height() == after.height();
    CompareMode effective = mode.isMadeOfBoth() && !sameSize ? CompareMode.SPLIT : mode;
    Picture left = swapped ? after : before;
    Picture right = swapped ? before : after;
    double line = Math.round(split * width);
    double pane = Math.floor((width - GAP) / 2);
    return switch (effective) {
      case SPLIT -> near(x, line) ? OptionalInt.empty() : of(x < line ? left : right, x, y);
      case SIDE_BY_SIDE -> {
        if (near(x, pane) || near(x, pane + GAP)) {
          yield OptionalInt.empty();
        }
        yield x < pane ? of(left, x, y) : of(right, x - pane - GAP, y);
      }
      case SINGLE -> of(right, x, y);
      case DIFFERENCE -> difference(before, after, x, y);
      case BLINK, HEAT_MAP -> OptionalInt.empty();
    };
  }

  private OptionalInt difference(Picture one, Picture other, double x, double y) {
    OptionalInt left = of(one, x, y);
    OptionalInt right = of(other, x, y);
    if (left.isEmpty() || right.isEmpty() || left.getAsInt() == NOTHING) {
      return left.isPresent() && left.getAsInt() == NOTHING ? left : OptionalInt.empty();
    }
    int made = 0xff;
    for (int shift = 16; shift >= 0; shift -= 8) {
      int moved =
          Math.abs(((left.getAsInt() >> shift) & 0xff) - ((right.getAsInt() >> shift) & 0xff));
      made = made << 8 | (int) Math.min(255, Math.round(moved * gain));
    }
    return OptionalInt.of(made);
  }

  /** A side fitted into the picture's area, in the middle and undistorted. */
  private OptionalInt of(Picture side, double x, double y) {
    double fit =
        Math.min((double) area.width() / side.width(), (double) area.height() / side.height());
    double left = viewport.toViewX((area.width() - side.width() * fit) / 2);
    double top = viewport.toViewY((area.height() - side.height() * fit) / 2);
    double scale = viewport.scale() * fit;
    double blur = BLUR + Math.min(scale, 4);
    double right = left + side.width() * scale;
    double bottom = top + side.height() * scale;
    if (right - left < 2 * blur || bottom - top < 2 * blur) {
      // Too thin to have an inside.
      boolean out = x < left - blur || x > right + blur || y < top - blur || y > bottom + blur;
      return out ? OptionalInt.of(NOTHING) : OptionalInt.empty();
    }
    if (x < left - blur || x > right + blur || y < top - blur || y > bottom + blur) {
      return OptionalInt.of(NOTHING);
    }
    int first = pixel(side, (x - left - blur) / scale, (y - top - blur) / scale);
    boolean flat =
        first != NOTHING
            && first == pixel(side, (x - left + blur) / scale, (y - top - blur) / scale)
            && first == pixel(side, (x - left - blur) / scale, (y - top + blur) / scale)
            && first == pixel(side, (x - left + blur) / scale, (y - top + blur) / scale)
            && first == pixel(side, (x - left) / scale, (y - top) / scale);
    return flat ? OptionalInt.of(first) : OptionalInt.empty();
  }

  private static int pixel(Picture side, double x, double y) {
    boolean inside = x >= 0 && y >= 0 && x < side.width() && y < side.height();
    return inside ? side.argb((int) x, (int) y) : NOTHING;
  }

  private static boolean near(double x, double edge) {
    return Math.abs(x - edge) < BLUR;
  }
}
