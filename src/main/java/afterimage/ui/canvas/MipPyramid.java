package afterimage.ui.canvas;

import afterimage.image.Picture;
import java.util.ArrayList;
import java.util.List;

/**
 * A picture at full size, half, quarter and so on down to a thumbnail, so that any zoom is drawn
 * from about as many pixels as the screen shows. The full size stays in the picture; the smaller
 * levels take a third of four bytes a pixel together. Immutable.
 */
public final class MipPyramid {
  /** The smallest level fits into a square of this many pixels. */
  static final int MIN_SIDE = 256;

  private final Picture picture;
  private final List<Level> levels;

  private MipPyramid(Picture picture, List<Level> levels) {
    this.picture = picture;
    this.levels = levels;
  }

  /** Builds the levels; takes about a second for 100 megapixels, so not for the FX thread. */
  public static MipPyramid of(Picture picture) {
    List<Level> levels = new ArrayList<>();
    int width = picture.width();
    int height = picture.height();
    while (Math.max(width, height) > MIN_SIDE) {
      Level level =
          levels.isEmpty() ? halve(new FullSize(picture)) : halve(new Reduced(levels.getLast()));
      levels.add(level);
      width = level.width;
      height = level.height;
    }
    return new MipPyramid(picture, List.copyOf(levels));
  }

  /** The picture it shows. */
  public Picture picture() {
    return picture;
  }

  /** How many levels there are, the full size included. */
  public int levels() {
    return levels.size() + 1;
  }

  public int width(int level) {
    return level == 0 ? picture.width() : levels.get(level - 1).width;
  }

  public int height(int level) {
    return level == 0 ? picture.height() : levels.get(level - 1).height;
  }

  /** A level's pixels as premultiplied {@code 0xAARRGGBB}; for small levels. */
  public int[] pixels(int level) {
    int[] argb = new int[width(level) * height(level)];
    copy(level, 0, 0, width(level), height(level), argb);
    return argb;
  }

  /** The largest level of at most so many pixels; the smallest if none is. */
  public int levelOfAtMost(long pixels) {
    int level = 0;
    while (level < levels() - 1 && (long) width(level) * height(level) > pixels) {
      level++;
    }
    return level;
  }

  /** A level as a picture, opaque; the picture itself for level 0. */
  public Picture picture(int level) {
    if (level == 0) {
      return picture;
    }
    int[] argb = pixels(level);
    byte[] rgb = new byte[argb.length * 3];
    for (int i = 0; i < argb.length; i++) {
      rgb[i * 3] = (byte) (argb[i] >> 16);
      rgb[i * 3 + 1] = (byte) (argb[i] >> 8);
      rgb[i * 3 + 2] = (byte) argb[i];
    }
    return Picture.of8Bit(width(level), height(level), rgb, null);
  }

  /** The smallest level that has at least as many pixels as the screen at {@code scale}. */
  int levelFor(double scale) {
    int level = (int) Math.floor(Math.log(1 / scale) / Math.log(2));
    return Math.clamp(level, 0, levels() - 1);
  }

  /** Copies a rectangle of a level as premultiplied {@code 0xAARRGGBB}. */
  void copy(int level, int x, int y, int width, int height, int[] target) {
    if (level > 0) {
      Level from = levels.get(level - 1);
      for (int row = 0; row < height; row++) {
        System.arraycopy(from.argb, (y + row) * from.width + x, target, row * width, width);
      }
      return;
    }
    for (int row = 0; row < height; row++) {
      for (int column = 0; column < width; column++) {
        target[row * width + column] = premultiply(picture.argb(x + column, y + row));
      }
    }
  }

  private static Level halve(Rows rows) {
    int width = (rows.width() + 1) / 2;
    int height = (rows.height() + 1) / 2;
    int[] argb = new int[width * height];
    int[] upper = new int[rows.width()];
    int[] lower = new int[rows.width()];
    for (int y = 0; y < height; y++) {
      rows.read(2 * y, upper);
      rows.read(Math.min(2 * y + 1, rows.height() - 1), lower);
      for (int x = 0; x < width; x++) {
        int left = 2 * x;
        int right = Math.min(left + 1, upper.length - 1);
        argb[y * width + x] = mean(upper[left], upper[right], lower[left], lower[right]);
      }
    }
    return new Level(width, height, argb);
  }

  /** The mean of four pixels, two channels at a time. */
  private static int mean(int a, int b, int c, int d) {
    int even = (a & 0xff00ff) + (b & 0xff00ff) + (c & 0xff00ff) + (d & 0xff00ff) + 0x020002;
    int odd =
        ((a >>> 8) & 0xff00ff)
            + ((b >>> 8) & 0xff00ff)
            + ((c >>> 8) & 0xff00ff)
            + ((d >>> 8) & 0xff00ff)
            + 0x020002;
    return ((even >>> 2) & 0xff00ff) | (((odd >>> 2) & 0xff00ff) << 8);
  }

  static int premultiply(int argb) {
    int alpha = argb >>> 24;
    if (alpha == 255) {
      return argb;
    }
    int red = (((argb >> 16) & 0xff) * alpha + 127) / 255;
    int green = (((argb >> 8) & 0xff) * alpha + 127) / 255;
    int blue = ((argb & 0xff) * alpha + 127) / 255;
    return (alpha << 24) | (red << 16) | (green << 8) | blue;
  }

  private record Level(int width, int height, int[] argb) {}

  private sealed interface Rows {
    int width();

    int height();

    void read(int y, int[] target);
  }

  private record FullSize(Picture picture) implements Rows {
    @Override
    public int width() {
      return picture.width();
    }

    @Override
    public int height() {
      return picture.height();
    }

    @Override
    public void read(int y, int[] target) {
      picture.argbRow(y, target, 0);
      if (picture.hasAlpha()) {
        for (int x = 0; x < target.length; x++) {
          target[x] = premultiply(target[x]);
        }
      }
    }
  }

  private record Reduced(Level level) implements Rows {
    @Override
    public int width() {
      return level.width;
    }

    @Override
    public int height() {
      return level.height;
    }

    @Override
    public void read(int y, int[] target) {
      System.arraycopy(level.argb, y * level.width, target, 0, level.width);
    }
  }
}
