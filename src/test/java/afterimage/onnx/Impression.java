package afterimage.onnx;

import afterimage.image.Picture;
import java.util.function.ToDoubleFunction;

/** What the built-in model's words promise to move, as numbers; samples in [0, 255]. */
enum Impression {
  /** Mean of {@code 0.299 R + 0.587 G + 0.114 B}. */
  LUMINANCE("bright", "dark", Impression::meanLuma),
  /** Mean of red less mean of blue. */
  WARMTH("warm", "cool", p -> mean(p, (x, y) -> 255 * (p.sample(x, y, 0) - p.sample(x, y, 2)))),
  /** Mean of the largest less the smallest of the three samples. */
  SATURATION("vivid", "muted", p -> mean(p, (x, y) -> spread(p, x, y))),
  /** Standard deviation of luma. */
  CONTRAST("contrast", "flat", Impression::deviation),
  /** Mean square of luma's Laplacian. */
  SHARPNESS("sharp", "soft", Impression::laplacianEnergy);

  final String word;
  final String opposite;

  @SuppressWarnings("ImmutableEnumChecker") // every measure is a method without state
  private final ToDoubleFunction<Picture> measure;

  Impression(String word, String opposite, ToDoubleFunction<Picture> measure) {
    this.word = word;
    this.opposite = opposite;
    this.measure = measure;
  }

  double of(Picture picture) {
    return measure.applyAsDouble(picture);
  }

  private interface AtPixel {
    double at(int x, int y);
  }

  private static double mean(Picture picture, AtPixel value) {
    double sum = 0;
    for (int y = 0; y < picture.height(); y++) {
      for (int x = 0; x < picture.width(); x++) {
        sum += value.at(x, y);
      }
    }
    return sum / ((double) picture.width() * picture.height());
  }

  private static double luma(Picture picture, int x, int y) {
    return 255
        * (0.299 * picture.sample(x, y, 0)
            + 0.587 * picture.sample(x, y, 1)
            + 0.114 * picture.sample(x, y, 2));
  }

  private static double meanLuma(Picture picture) {
    return mean(picture, (x, y) -> luma(picture, x, y));
  }

  private static double spread(Picture picture, int x, int y) {
    float red = picture.sample(x, y, 0);
    float green = picture.sample(x, y, 1);
    float blue = picture.sample(x, y, 2);
    return 255 * (Math.max(red, Math.max(green, blue)) - Math.min(red, Math.min(green, blue)));
  }

  private static double deviation(Picture picture) {
    double mean = meanLuma(picture);
    return Math.sqrt(mean(picture, (x, y) -> Math.pow(luma(picture, x, y) - mean, 2)));
  }

  /** Of the pixels that have four neighbours. */
  private static double laplacianEnergy(Picture picture) {
    double sum = 0;
    for (int y = 1; y < picture.height() - 1; y++) {
      for (int x = 1; x < picture.width() - 1; x++) {
        double laplacian =
            luma(picture, x - 1, y)
                + luma(picture, x + 1, y)
                + luma(picture, x, y - 1)
                + luma(picture, x, y + 1)
                - 4 * luma(picture, x, y);
        sum += laplacian * laplacian;
      }
    }
    return sum / ((picture.width() - 2.0) * (picture.height() - 2));
  }
}
