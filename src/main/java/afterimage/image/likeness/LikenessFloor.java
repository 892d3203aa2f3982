package afterimage.image.likeness;

import afterimage.image.Picture;
import java.util.BitSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Keeps a changed picture at least as like its original as a floor says, everywhere: no window of 8
 * × 8 pixels, one every four, has a lower structural similarity of luma, or a mean colour that is
 * further off than {@link #colourLimit}.
 *
 * <p>Each window takes the largest share of the change with which it holds the floor by itself, in
 * detail and in colour apart; between windows shares change smoothly. What comes of that is rounded
 * and measured, windows that still fall below take less, and so on until none does. That ends:
 * shares only fall, and a window without any is the original. What is measured is what is returned,
 * so that the floor holds by construction; for 16 bits also once a file of 8 bits rounds it.
 */
public final class LikenessFloor {
  /** CIEDE2000 at a floor of 0: of 1, which people just notice, a floor of 0.98 is left. */
  private static final double COLOUR_RANGE = 50;

  /** How many windows to each side depend on a window's shares; see {@link WindowShares}. */
  private static final int REACH = 5;

  /** Rounds after which a window that falls below takes nothing any more. */
  private static final int ROUNDS = 16;

  private static final int BYTE = 8;

  private final Picture before;
  private final Picture after;
  private final double floor;
  private final WindowGrid grid;
  private final HeldPixels held;
  private final HeldPixels.Shares shares;

  private LikenessFloor(Picture before, Picture after, double floor) {
    this.before = before;
    this.after = after;
    this.floor = floor;
    grid = new WindowGrid(after.width(), after.height());
    held = new HeldPixels(before, after);
    shares = new HeldPixels.Shares(new WindowShares(grid), new WindowShares(grid));
  }

  /**
   * A picture that holds a floor.
   *
   * @param picture the changed one, moved back where it has to be
   * @param givenBack what of the change is gone
   */
  public record Held(Picture picture, GivenBack givenBack) {}

  /**
   * Moves a changed picture back towards its original, as little as the floor wants.
   *
   * @param before the original, of which sRGB's version counts
   * @param after the changed picture, of the same size and depth; its alpha is kept
   * @param floor from 0, anything, to 1, the original
   * @throws IllegalArgumentException if the pictures differ in size or depth
   */
  public static Held hold(Picture before, Picture after, double floor) {
    if (before.width() != after.width()
        || before.height() != after.height()
        || before.bitDepth() != after.bitDepth()) {
      throw new IllegalArgumentException("pictures of different sizes or depths");
    }
    Picture picture =
        floor >= 1
            ? before.inSrgb().withAlphaOf(after)
            : new LikenessFloor(before, after, floor).hold().withAlphaOf(after);
    return new Held(picture, GivenBack.of(before, after, picture));
  }

  /** How far a window's mean colour may be off at a floor, as CIEDE2000. */
  public static double colourLimit(double floor) {
    return COLOUR_RANGE * (1 - floor);
  }

  private Picture hold() {
    IntStream.range(0, grid.rows())
        .parallel()
        .forEach(row -> begin(row, new CellSums(grid, before::sample, after::sample)));
    BitSet open = new BitSet();
    open.set(0, grid.rows());
    for (int round = 0; !open.isEmpty(); round++) {
      open = around(lower(render(open), round));
    }
    return held.picture();
  }

  /** The shares with which each window of a row holds the floor by itself. */
  private void begin(int row, CellSums sums) {
    sums.read(row);
    for (int column = 0; column < grid.columns(); column++) {
      WindowChange change = sums.window(column);
      int detail = WindowShares.ALL;
      if (change.ssim() < floor) {
        detail = most(share -> change.ssim(share) >= floor);
      }
      int colour = WindowShares.ALL;
      double limit = colourLimit(floor);
      double taken = (double) detail / WindowShares.ALL;
      if (change.colourDifference(taken, 1) > limit) {
        if (change.colourDifference(taken, 0) <= limit) {
          colour = most(share -> change.colourDifference(taken, share) <= limit);
        } else {
          // It is lighter or darker by too much: both have to give.
          colour = most(share -> change.colourDifference(share * taken, share) <= limit);
          detail = detail * colour / WindowShares.ALL;
        }
      }
      shares.detail().set(column, row, detail);
      shares.colour().set(column, row, colour);
    }
  }

  /** Whether a window holds with a share. */
  @FunctionalInterface
  private interface Condition {
    boolean holds(double share);
  }

  /** The largest share that holds, found by halving; none holds always. */
  private static int most(Condition condition) {
    int holds = 0;
    int fails = WindowShares.ALL;
    while (fails - holds > 1) {
      int middle = (holds + fails) / 2;
      if (condition.holds((double) middle / WindowShares.ALL)) {
        holds = middle;
      } else {
        fails = middle;
      }
    }
    return holds;
  }

  /** Makes the pixels of rows of windows anew. */
  private BitSet render(BitSet windowRows) {
    shares.detail().spread();
    shares.colour().spread();
    BitSet lines = new BitSet();
    windowRows.stream()
        .forEach(
            row ->
                lines.set(
                    row * WindowGrid.CELL,
                    Math.min(grid.height(), row * WindowGrid.CELL + WindowGrid.WINDOW)));
    lines.stream().parallel().forEach(y -> held.render(shares, y));
    return windowRows;
  }

  /** Takes less where a window falls below; returns the rows that have one. */
  private BitSet lower(BitSet windowRows, int round) {
    int[] lowered = windowRows.stream().parallel().filter(row -> lower(row, round)).toArray();
    BitSet rows = new BitSet();
    for (int row : lowered) {
      rows.set(row);
    }
    return rows;
  }

  private boolean lower(int row, int round) {
    Picture now = held.picture();
    Stream<CellSums> depths =
        now.bitDepth() == BYTE
            ? Stream.of(new CellSums(grid, before::sample, now::sample))
            : Stream.of(
                new CellSums(grid, before::sample, now::sample),
                new CellSums(grid, HeldPixels.inBytes(before), HeldPixels.inBytes(now)));
    return depths.map(sums -> lower(row, round, sums)).reduce(false, Boolean::logicalOr);
  }

  private boolean lower(int row, int round, CellSums sums) {
    sums.read(row);
    boolean lowered = false;
    for (int column = 0; column < grid.columns(); column++) {
      WindowChange change = sums.window(column);
      boolean detail = change.ssim() < floor;
      double limit = colourLimit(floor);
      boolean colour = change.colourDifference() > limit;
      boolean lightness = colour && change.colourDifference(1, 0) > limit;
      if (detail || colour) {
        lowered = true;
        lower(column, row, round, detail || lightness, colour);
      }
    }
    return lowered;
  }

  /** Takes less of what a window has too much of; of the other part where nothing of it is left. */
  private void lower(int column, int row, int round, boolean detail, boolean colour) {
    boolean noDetail = shares.detail().get(column, row) == 0;
    boolean noColour = shares.colour().get(column, row) == 0;
    if (detail || noColour) {
      lower(shares.detail(), column, row, round);
    }
    if (colour || noDetail) {
      lower(shares.colour(), column, row, round);
    }
  }

  private static void lower(WindowShares part, int column, int row, int round) {
    int share = part.get(column, row);
    int halvings = Math.max(0, 4 - round * 4 / ROUNDS);
    part.set(column, row, share - Math.max(Math.min(1, share), share >> halvings));
  }

  /** Rows of windows that depend on rows whose shares have changed. */
  private BitSet around(BitSet windowRows) {
    BitSet rows = new BitSet();
    windowRows.stream()
        .forEach(row -> rows.set(Math.max(0, row - REACH), Math.min(grid.rows(), row + REACH + 1)));
    return rows;
  }
}
