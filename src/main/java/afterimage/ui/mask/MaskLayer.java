package afterimage.ui.mask;

import afterimage.engine.PixelArea;
import afterimage.engine.PixelSize;
import afterimage.image.Picture;
import afterimage.ui.canvas.RegionCover;
import java.nio.IntBuffer;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javafx.geometry.Rectangle2D;

/**
 * A mask in the making: how much each place may change, from 0 to 255, at most {@value #MAX_SIDE}
 * pixels wide and high whatever the picture's size. Positions and radii are in the picture's
 * pixels. Needs no toolkit; for one thread.
 */
public final class MaskLayer {
  static final int MAX_SIDE = 1024;
  private static final int MAX_UNDONE = 20;
  private static final int OPAQUE = 255;

  private final int width;
  private final int height;
  private final double scale;
  private final Deque<State> former = new ArrayDeque<>();
  private byte[] values;
  private List<RegionCover> regions = List.of();
  private int nonZero;

  /**
   * What a mark keeps.
   *
   * @param regions that were taken out and can be given back
   */
  private record State(byte[] values, List<RegionCover> regions) {}

  /** A part of the layer, in its own pixels. */
  public record Area(int x, int y, int width, int height) {}

  /** A soft round brush. */
  public record Tip(double radius, double feather, boolean erase) {

    /** How much a place at a distance from the middle is covered, from 0 to 1. */
    double cover(double distance) {
      double inner = radius * (1 - feather);
      if (distance >= radius) {
        return 0;
      }
      if (distance <= inner) {
        return 1;
      }
      double share = (radius - distance) / (radius - inner);
      return share * share * (3 - 2 * share);
    }
  }

  /** An empty layer for a picture of a size. */
  public MaskLayer(int pictureWidth, int pictureHeight) {
    scale = Math.min(1, (double) MAX_SIDE / Math.max(pictureWidth, pictureHeight));
    width = Math.max(1, (int) Math.round(pictureWidth * scale));
    height = Math.max(1, (int) Math.round(pictureHeight * scale));
    values = new byte[width * height];
  }

  public int width() {
    return width;
  }

  public int height() {
    return height;
  }

  /** From 0, where nothing changes, to 255. */
  public int value(int x, int y) {
    return values[y * width + x] & 0xff;
  }

  /** Whether nothing may change, which means that there is no mask. */
  public boolean isEmpty() {
    return nonZero == 0;
  }

  /** All of it. */
  public Area whole() {
    return new Area(0, 0, width, height);
  }

  /** A part of the layer in the picture's pixels. */
  Rectangle2D inPicture(Area part) {
    return new Rectangle2D(part.x / scale, part.y / scale, part.width / scale, part.height / scale);
  }

  /**
   * The pixels of the picture that may change once the mask is enlarged to its size; nothing where
   * none may.
   *
   * @param picture its size
   */
  Optional<PixelArea> bounds(PixelSize picture) {
    return PixelArea.around(new PixelSize(width, height), pixel -> values[pixel] != 0)
        .map(area -> enlarged(area, picture));
  }

  /** Half a pixel of the layer further than the area on each side, as far as the picture goes. */
  private PixelArea enlarged(PixelArea area, PixelSize picture) {
    int fromX = enlarged(area.x() - 0.5, width, picture.width());
    int fromY = enlarged(area.y() - 0.5, height, picture.height());
    int toX = enlarged(area.x() + area.width() + 0.5, width, picture.width());
    int toY = enlarged(area.y() + area.height() + 0.5, height, picture.height());
    return new PixelArea(fromX, fromY, Math.max(1, toX - fromX), Math.max(1, toY - fromY));
  }

  /** The first pixel beyond a position between the middles of the layer's. */
  private static int enlarged(double position, int own, int picture) {
    double at = position * picture / own - 0.5;
    return Math.clamp((long) Math.floor(at) + 1, 0, picture);
  }

  /** What follows, up to the next mark, is undone together. */
  public void mark() {
    former.push(new State(values.clone(), regions));
    if (former.size() > MAX_UNDONE) {
      former.removeLast();
    }
  }

  /**
   * Goes back to the last mark.
   *
   * @return whether there was one
   */
  public boolean undo() {
    State last = former.poll();
    if (last == null) {
      return false;
    }
    values = last.values;
    regions = last.regions;
    count();
    return true;
  }

  /**
   * Paints a straight part of a stroke.
   *
   * @return what may have changed; without width or height where the stroke is beside the picture
   */
  public Area stroke(double fromX, double fromY, double toX, double toY, Tip tip) {
    double radius = tip.radius * scale;
    double ax = fromX * scale;
    double ay = fromY * scale;
    double bx = toX * scale;
    double by = toY * scale;
    int left = Math.max(0, (int) Math.floor(Math.min(ax, bx) - radius));
    int right = Math.min(width - 1, (int) Math.ceil(Math.max(ax, bx) + radius));
    int top = Math.max(0, (int) Math.floor(Math.min(ay, by) - radius));
    int bottom = Math.min(height - 1, (int) Math.ceil(Math.max(ay, by) + radius));
    for (int y = top; y <= bottom; y++) {
      for (int x = left; x <= right; x++) {
        double distance = distance(x + 0.5, y + 0.5, ax, ay, bx, by) / scale;
        put(y * width + x, tip.cover(distance), tip.erase);
      }
    }
    return new Area(left, top, Math.max(0, right - left + 1), Math.max(0, bottom - top + 1));
  }

  private void put(int at, double cover, boolean erase) {
    int now = values[at] & 0xff;
    int painted = (int) Math.round(255 * cover);
    int next = erase ? Math.min(now, 255 - painted) : Math.max(now, painted);
    values[at] = (byte) next;
    nonZero += Integer.signum(next) - Integer.signum(now);
  }

  /** Nothing may change. */
  public void clear() {
    Arrays.fill(values, (byte) 0);
    regions = List.of();
    nonZero = 0;
  }

  /** Takes a region out: nothing may change there. Without a mask, all else may. */
  void protect(RegionCover region) {
    if (isEmpty()) {
      Arrays.fill(values, (byte) OPAQUE);
    }
    each((at, u, v) -> Math.min(at, OPAQUE * (1 - region.at(u, v))));
    regions = Stream.concat(regions.stream(), Stream.of(region)).toList();
  }

  /** The region at a place that was taken out last, if the place is still as good as protected. */
  Optional<RegionCover> protectedAt(double u, double v) {
    return mayChangeAt(u, v)
        ? Optional.empty()
        : regions.reversed().stream().filter(region -> region.at(u, v) >= 0.5).findFirst();
  }

  /** Whether a place may change, more or less; u and v are shares of the picture's sides. */
  boolean mayChangeAt(double u, double v) {
    int x = Math.clamp((long) (u * width), 0, width - 1);
    int y = Math.clamp((long) (v * height), 0, height - 1);
    return value(x, y) > OPAQUE / 2;
  }

  /**
   * Gives a region back that was taken out, up to where others that were still are. Where all of
   * the picture may change again, there is no mask any more.
   */
  void giveBack(RegionCover region) {
    List<RegionCover> rest = regions.stream().filter(other -> !other.equals(region)).toList();
    regions = rest;
    each(
        (at, u, v) -> {
          if (region.at(u, v) == 0) {
            return at;
          }
          double kept = rest.stream().mapToDouble(other -> other.at(u, v)).max().orElse(0);
          return Math.max(at, OPAQUE * (1 - kept));
        });
    if (isFull()) {
      clear();
    }
  }

  /** Lets a region change, too. */
  void allow(RegionCover region) {
    each((at, u, v) -> Math.max(at, OPAQUE * region.at(u, v)));
    if (isFull()) {
      clear();
    }
  }

  /** Whether more than half of it may change. */
  boolean isMostlyFree() {
    return nonZero > values.length / 2;
  }

  private boolean isFull() {
    for (byte value : values) {
      if (value != (byte) OPAQUE) {
        return false;
      }
    }
    return true;
  }

  /** A new value for an old one at a place in shares of the picture's sides. */
  private interface Change {
    double of(int value, double u, double v);
  }

  private void each(Change change) {
    for (int y = 0; y < height; y++) {
      double v = (y + 0.5) / height;
      for (int x = 0; x < width; x++) {
        int at = y * width + x;
        values[at] = (byte) Math.round(change.of(values[at] & 0xff, (x + 0.5) / width, v));
      }
    }
    count();
  }

  /** What could change stays, and the other way round. */
  public void invert() {
    for (int i = 0; i < values.length; i++) {
      values[i] = (byte) ~values[i];
    }
    regions = List.of();
    count();
  }

  private void count() {
    nonZero = 0;
    for (byte value : values) {
      nonZero += value == 0 ? 0 : 1;
    }
  }

  /** The mask as a grey picture, white where it may change. */
  public Picture toPicture() {
    byte[] rgb = new byte[values.length * 3];
    for (int i = 0; i < values.length; i++) {
      rgb[i * 3] = values[i];
      rgb[i * 3 + 1] = values[i];
      rgb[i * 3 + 2] = values[i];
    }
    return Picture.of8Bit(width, height, rgb, null);
  }

  /**
   * Gives each place of a part the colour of its value.
   *
   * @param colors for the values from 0 to 255
   * @param target for the whole layer, row by row
   */
  void paint(Area part, int[] colors, IntBuffer target) {
    for (int y = part.y; y < part.y + part.height; y++) {
      int row = y * width;
      for (int x = part.x; x < part.x + part.width; x++) {
        target.put(row + x, colors[values[row + x] & 0xff]);
      }
    }
  }

  /** From a point to a line from a to b. */
  private static double distance(double x, double y, double ax, double ay, double bx, double by) {
    double dx = bx - ax;
    double dy = by - ay;
    double square = dx * dx + dy * dy;
    double at = square == 0 ? 0 : Math.clamp(((x - ax) * dx + (y - ay) * dy) / square, 0, 1);
    double restX = x - ax - at * dx;
    double restY = y - ay - at * dy;
    // hypot guards against overflow, which pixels never reach, and takes many times as long.
    return Math.sqrt(restX * restX + restY * restY);
  }
}
