package afterimage.image.likeness;

import afterimage.image.Picture;

/**
 * The picture that is being made: the changed one at first, and then, row by row, what shares of
 * the change make of the original.
 */
final class HeldPixels {
  private static final int CHANNELS = 3;
  private static final int BYTE = 8;

  /** 65535 / 255: 16 bits are rounded to the nearest of 8 as files are. */
  private static final int TO_BYTE = 257;

  private final Picture before;
  private final Picture after;
  private final Picture held;
  private final byte[] bytes;
  private final short[] shorts;

  HeldPixels(Picture before, Picture after) {
    this.before = before;
    this.after = after;
    int width = after.width();
    int height = after.height();
    boolean eight = after.bitDepth() == BYTE;
    bytes = new byte[eight ? width * height * CHANNELS : 0];
    shorts = new short[eight ? 0 : width * height * CHANNELS];
    held =
        eight
            ? Picture.of8Bit(width, height, bytes, null)
            : Picture.of16Bit(width, height, shorts, null);
  }

  /**
   * Which shares of a change are taken.
   *
   * @param detail of what luma does
   * @param colour of the rest
   */
  record Shares(WindowShares detail, WindowShares colour) {}

  /** Makes a row of pixels anew, of the shares as they are. */
  void render(Shares shares, int y) {
    int at = y * after.width() * CHANNELS;
    for (int x = 0; x < after.width(); x++, at += CHANNELS) {
      render(x, y, shares.detail().at(x, y), shares.colour().at(x, y), at);
    }
  }

  private void render(int x, int y, float detail, float colour, int at) {
    double[] change = new double[CHANNELS];
    for (int i = 0; i < CHANNELS; i++) {
      change[i] = (double) after.sample(x, y, i) - before.sample(x, y, i);
    }
    double grey = CellSums.luma(change[0], change[1], change[2]);
    for (int i = 0; i < CHANNELS; i++) {
      double taken =
          detail == colour ? detail * change[i] : detail * grey + colour * (change[i] - grey);
      set(at + i, Math.clamp(before.sample(x, y, i) + taken, 0, 1));
    }
  }

  private void set(int at, double value) {
    if (bytes.length > 0) {
      bytes[at] = (byte) Math.rint(value * 255);
    } else {
      shorts[at] = (short) (int) Math.rint(value * 65535);
    }
  }

  /** The picture; what is rendered later changes it. */
  Picture picture() {
    return held;
  }

  /** A picture's samples as a file of 8 bits would have them. */
  static CellSums.Pixels inBytes(Picture picture) {
    return (x, y, channel) -> {
      long sixteen = Math.round(picture.sample(x, y, channel) * 65535);
      long eight = (sixteen + TO_BYTE / 2) / TO_BYTE;
      return eight / 255f;
    };
  }
}
