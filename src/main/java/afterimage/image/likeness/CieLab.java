package afterimage.image.likeness;

/**
 * A colour in CIE 1976 L*a*b* under D65, the white of sRGB (CIE 15).
 *
 * @param lightness 0 black to 100 white
 * @param a from green to red
 * @param b from blue to yellow
 */
record CieLab(double lightness, double a, double b) {
  private static final double WHITE_X = 0.95047;
  private static final double WHITE_Z = 1.08883;
  private static final double EPSILON = 216.0 / 24389;
  private static final double KAPPA = 24389.0 / 27;

  /** Of an sRGB colour with parts in [0, 1] (IEC 61966-2-1). */
  static CieLab ofSrgb(double red, double green, double blue) {
    double r = light(red);
    double g = light(green);
    double b = light(blue);
    double x = root((0.4124564 * r + 0.3575761 * g + 0.1804375 * b) / WHITE_X);
    double y = root(0.2126729 * r + 0.7151522 * g + 0.0721750 * b);
    double z = root((0.0193339 * r + 0.1191920 * g + 0.9503041 * b) / WHITE_Z);
    return new CieLab(116 * y - 16, 500 * (x - y), 200 * (y - z));
  }

  private static double light(double value) {
    return value <= 0.04045 ? value / 12.92 : Math.pow((value + 0.055) / 1.055, 2.4);
  }

  private static double root(double value) {
    return value > EPSILON ? Math.cbrt(value) : (KAPPA * value + 16) / 116;
  }
}
