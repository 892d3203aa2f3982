package afterimage.image.likeness;

import afterimage.image.Picture;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * What of a change a floor took back, and where.
 *
 * @param columns of the map
 * @param rows of the map
 * @param map from 0, nothing given back, to 1, the original, for squares of {@value
 *     WindowGrid#CELL} pixels, row by row
 * @param area share of the picture's pixels that are nearer to the original than they were
 * @param share of the whole change
 */
public record GivenBack(int columns, int rows, float[] map, double area, double share) {
  private static final int CHANNELS = 3;

  /**
   * Compares what was made of a picture with what the floor left of it.
   *
   * @param held of the same size as both others
   */
  static GivenBack of(Picture before, Picture after, Picture held) {
    WindowGrid grid = new WindowGrid(after.width(), after.height());
    int columns = grid.cellColumns();
    float[] map = new float[columns * grid.cellRows()];
    Sums all =
        IntStream.range(0, grid.cellRows())
            .parallel()
            .mapToObj(row -> row(before, after, held, row, map))
            .reduce(new Sums(0, 0, 0), Sums::plus);
    double pixels = (double) after.width() * after.height();
    return new GivenBack(
        columns, grid.cellRows(), map, all.moved / pixels, share(all.changed, all.left));
  }

  /**
   * Of some pixels.
   *
   * @param changed sum of what was changed
   * @param left sum of what is left of that
   * @param moved how many pixels were moved back
   */
  private record Sums(double changed, double left, long moved) {
    Sums plus(Sums other) {
      return new Sums(changed + other.changed, left + other.left, moved + other.moved);
    }
  }

  /** Fills a row of the map. */
  private static Sums row(Picture before, Picture after, Picture held, int cellRow, float[] map) {
    int columns = Math.ceilDiv(after.width(), WindowGrid.CELL);
    double[] changes = new double[columns];
    double[] lefts = new double[columns];
    long movedPixels = 0;
    int to = Math.min(after.height(), (cellRow + 1) * WindowGrid.CELL);
    for (int y = cellRow * WindowGrid.CELL; y < to; y++) {
      for (int x = 0; x < after.width(); x++) {
        changes[x / WindowGrid.CELL] += change(before, after, x, y);
        lefts[x / WindowGrid.CELL] += change(before, held, x, y);
        movedPixels += isSame(after, held, x, y) ? 0 : 1;
      }
    }
    for (int i = 0; i < columns; i++) {
      map[cellRow * columns + i] = (float) share(changes[i], lefts[i]);
    }
    return new Sums(Arrays.stream(changes).sum(), Arrays.stream(lefts).sum(), movedPixels);
  }

  /** How far a pixel was changed, in detail and in colour. */
  private static double change(Picture before, Picture after, int x, int y) {
    float red = after.sample(x, y, 0) - before.sample(x, y, 0);
    float green = after.sample(x, y, 1) - before.sample(x, y, 1);
    float blue = after.sample(x, y, 2) - before.sample(x, y, 2);
    double grey = CellSums.luma(red, green, blue);
    double colour = Math.abs(red - grey) + Math.abs(green - grey) + Math.abs(blue - grey);
    return Math.abs(grey) + colour / CHANNELS;
  }

  private static boolean isSame(Picture one, Picture other, int x, int y) {
    return one.sample(x, y, 0) == other.sample(x, y, 0)
        && one.sample(x, y, 1) == other.sample(x, y, 1)
        && one.sample(x, y, 2) == other.sample(x, y, 2);
  }

  private static double share(double changed, double left) {
    return changed == 0 ? 0 : Math.clamp(1 - left / changed, 0, 1);
  }

  /** The map as a grey picture of one pixel a square: white is the original. */
  public Picture picture() {
    byte[] rgb = new byte[map.length * CHANNELS];
    for (int i = 0; i < rgb.length; i++) {
      rgb[i] = (byte) Math.round(map[i / CHANNELS] * 255);
    }
    return Picture.of8Bit(columns, rows, rgb, null);
  }
}
