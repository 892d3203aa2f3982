package afterimage.image;

/** How a stored picture must be turned to stand upright: EXIF tag 274, values 1 to 8. */
enum Orientation {
  UPRIGHT(false, false, false),
  MIRRORED(false, true, false),
  UPSIDE_DOWN(false, true, true),
  FLIPPED(false, false, true),
  TRANSPOSED(true, false, false),
  TURNED_RIGHT(true, false, true),
  TRANSVERSED(true, true, true),
  TURNED_LEFT(true, true, false);

  private final boolean swapsAxes;
  private final boolean fromRight;
  private final boolean fromBottom;

  /**
   * @param swapsAxes whether stored columns become rows
   * @param fromRight whether the stored x falls along the axis it ends up on
   * @param fromBottom whether the stored y falls along the axis it ends up on
   */
  Orientation(boolean swapsAxes, boolean fromRight, boolean fromBottom) {
    this.swapsAxes = swapsAxes;
    this.fromRight = fromRight;
    this.fromBottom = fromBottom;
  }

  /** The orientation of an EXIF value; upright for values that mean nothing. */
  static Orientation ofExif(int value) {
    return value >= 1 && value <= 8 ? values()[value - 1] : UPRIGHT;
  }

  /** The picture upright. */
  Picture apply(Picture stored) {
    if (this == UPRIGHT) {
      return stored;
    }
    int width = swapsAxes ? stored.height() : stored.width();
    int height = swapsAxes ? stored.width() : stored.height();
    Samples alpha = stored.alphaSamples();
    WideGamut gamut = stored.gamut();
    return new Picture(
        width,
        height,
        turn(stored.rgb(), stored.width(), stored.height(), 3),
        alpha == null ? null : turn(alpha, stored.width(), stored.height(), 1),
        gamut == null ? null : gamut.with(turn(gamut.rgb(), stored.width(), stored.height(), 3)));
  }

  private Samples turn(Samples stored, int storedWidth, int storedHeight, int channels) {
    int width = swapsAxes ? storedHeight : storedWidth;
    int height = swapsAxes ? storedWidth : storedHeight;
    Samples upright = Samples.zeros(stored.bits(), stored.length());
    int to = 0;
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++, to += channels) {
        int alongX = swapsAxes ? y : x;
        int alongY = swapsAxes ? x : y;
        int fromX = fromRight ? storedWidth - 1 - alongX : alongX;
        int fromY = fromBottom ? storedHeight - 1 - alongY : alongY;
        stored.copyTo((fromY * storedWidth + fromX) * channels, upright, to, channels);
      }
    }
    return upright;
  }
}
