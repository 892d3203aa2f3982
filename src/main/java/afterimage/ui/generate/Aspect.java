package afterimage.ui.generate;

import afterimage.engine.PixelSize;

/** Shapes of pictures with as many pixels as a model was made for. */
enum Aspect {
  SQUARE(1, 1),
  LANDSCAPE(3, 2),
  PORTRAIT(2, 3);

  /** SDXL was trained on sizes of multiples of 64, for 1024 (Podell et al. 2023, appendix I). */
  private static final int BUCKETS = 16;

  private static final int MIN_STEP = 8;

  private final int width;
  private final int height;

  Aspect(int width, int height) {
    this.width = width;
    this.height = height;
  }

  /** The size of this shape. */
  PixelSize size(PixelSize usual) {
    double area = (double) usual.width() * usual.height();
    double unit = Math.sqrt(area / ((double) width * height));
    int bucket = Math.max(MIN_STEP, (int) (Math.sqrt(area) / BUCKETS));
    return new PixelSize(rounded(unit * width, bucket), rounded(unit * height, bucket));
  }

  private static int rounded(double side, int bucket) {
    return Math.max(bucket, (int) Math.round(side / bucket) * bucket);
  }
}
