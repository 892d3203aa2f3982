package afterimage.diffusion.scheduler;

/** Number series in single precision, rounded where torch rounds them. */
final class FloatSeries {
  private FloatSeries() {}

  /** {@code count} even steps from {@code start} to {@code end}, each half counted from its end. */
  static float[] linspace(float start, float end, int count) {
    float[] values = new float[count];
    float step = count > 1 ? (end - start) / (count - 1) : 0;
    for (int i = 0; i < count; i++) {
      values[i] = i < count / 2 || count == 1 ? start + step * i : end - step * (count - 1 - i);
    }
    return values;
  }

  /** Running products of {@code 1 - values}, accumulated in double precision. */
  static float[] cumulativeProductOfComplements(float[] values) {
    float[] products = new float[values.length];
    double product = 1;
    for (int i = 0; i < values.length; i++) {
      product *= 1f - values[i];
      products[i] = (float) product;
    }
    return products;
  }
}
