package afterimage.image.watermark;

/**
 * One level of the Haar wavelet, with the products, sums and roundings of PyWavelets in their
 * order. Flat areas are full of coefficients that are equal but for rounding, and which of them
 * counts as the largest decides a bit.
 */
enum Haar {
  /** For pictures of bytes, which NumPy widens to double precision. */
  DOUBLE {
    @Override
    double rounded(double value) {
      return value;
    }
  },
  /** For pictures of single-precision numbers. */
  SINGLE {
    @Override
    double rounded(double value) {
      return (float) value;
    }
  };

  abstract double rounded(double value);

  /**
   * Coefficients of four neighbours.
   *
   * @param mean the approximation, twice their mean
   * @param horizontal upper less lower
   * @param vertical left less right
   * @param diagonal the rest
   */
  record Bands(double mean, double horizontal, double vertical, double diagonal) {

    /** With another mean, and the horizontal details as vertical ones and the other way round. */
    Bands turned(double newMean) {
      return new Bands(newMean, /* horizontal= */ vertical, /* vertical= */ horizontal, diagonal);
    }
  }

  private double weight() {
    return rounded(Math.sqrt(0.5));
  }

  private double sum(double one, double other) {
    return rounded(rounded(weight() * one) + rounded(weight() * other));
  }

  private double difference(double one, double other) {
    return rounded(rounded(weight() * one) - rounded(weight() * other));
  }

  /** The coefficients of the square in a row and column of squares. */
  Bands split(Plane plane, int row, int column) {
    int at = row * 2 * plane.width() + column * 2;
    float[] values = plane.values();
    double a = values[at];
    double b = values[at + 1];
    double c = values[at + plane.width()];
    double d = values[at + plane.width() + 1];
    double left = sum(a, c);
    double right = sum(b, d);
    double leftDetail = difference(a, c);
    double rightDetail = difference(b, d);
    return new Bands(
        sum(left, right),
        sum(leftDetail, rightDetail),
        difference(left, right),
        difference(leftDetail, rightDetail));
  }

  /** Writes the four neighbours of coefficients, the first of them at {@code at}. */
  void join(Bands bands, float[] values, int at, int width) {
    double left = sum(bands.mean, bands.vertical);
    double right = difference(bands.mean, bands.vertical);
    double leftDetail = sum(bands.horizontal, bands.diagonal);
    double rightDetail = difference(bands.horizontal, bands.diagonal);
    values[at] = stored(sum(left, leftDetail));
    values[at + 1] = stored(sum(right, rightDetail));
    values[at + width] = stored(difference(left, leftDetail));
    values[at + width + 1] = stored(difference(right, rightDetail));
  }

  /** Bytes lose what is behind the point, as in NumPy's conversion. */
  private float stored(double value) {
    return this == DOUBLE ? (float) (int) value : (float) value;
  }
}
