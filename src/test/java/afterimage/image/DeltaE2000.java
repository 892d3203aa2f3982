package afterimage.image;

/** CIEDE2000 (Sharma, Wu, Dalal 2005): how different two colours look; about 1 can be seen. */
final class DeltaE2000 {
  private DeltaE2000() {}

  /** CIE L*a*b* of XYZ under D50. */
  static double[] lab(double x, double y, double z) {
    double fx = f(x / 0.9642);
    double fy = f(y);
    double fz = f(z / 0.8249);
    return new double[] {116 * fy - 16, 500 * (fx - fy), 200 * (fy - fz)};
  }

  private static double f(double t) {
    return t > 216.0 / 24389 ? Math.cbrt(t) : (24389.0 / 27 * t + 16) / 116;
  }

  static double of(double[] one, double[] other) {
    double c1 = Math.hypot(one[1], one[2]);
    double c2 = Math.hypot(other[1], other[2]);
    double mean7 = Math.pow((c1 + c2) / 2, 7);
    double g = 0.5 * (1 - Math.sqrt(mean7 / (mean7 + Math.pow(25, 7))));
    double a1 = (1 + g) * one[1];
    double a2 = (1 + g) * other[1];
    double chroma1 = Math.hypot(a1, one[2]);
    double chroma2 = Math.hypot(a2, other[2]);
    double hue1 = degrees(a1, one[2]);
    double hue2 = degrees(a2, other[2]);
    double turn = hue2 - hue1;
    boolean grey = chroma1 * chroma2 == 0;
    double dh = grey ? 0 : turn > 180 ? turn - 360 : turn < -180 ? turn + 360 : turn;
    double deltaHue = 2 * Math.sqrt(chroma1 * chroma2) * sin(dh / 2);
    double light = (one[0] + other[0]) / 2;
    double chroma = (chroma1 + chroma2) / 2;
    double sum = hue1 + hue2;
    double hue =
        grey ? sum : Math.abs(turn) <= 180 ? sum / 2 : sum < 360 ? sum / 2 + 180 : sum / 2 - 180;
    double t =
        1
            - 0.17 * cos(hue - 30)
            + 0.24 * cos(2 * hue)
            + 0.32 * cos(3 * hue + 6)
            - 0.20 * cos(4 * hue - 63);
    double away = (light - 50) * (light - 50);
    double sl = 1 + 0.015 * away / Math.sqrt(20 + away);
    double sc = 1 + 0.045 * chroma;
    double sh = 1 + 0.015 * chroma * t;
    double chroma7 = Math.pow(chroma, 7);
    double rotation =
        -2
            * Math.sqrt(chroma7 / (chroma7 + Math.pow(25, 7)))
            * sin(60 * Math.exp(-Math.pow((hue - 275) / 25, 2)));
    double l = (other[0] - one[0]) / sl;
    double c = (chroma2 - chroma1) / sc;
    double h = deltaHue / sh;
    return Math.sqrt(l * l + c * c + h * h + rotation * c * h);
  }

  private static double degrees(double a, double b) {
    double degrees = Math.toDegrees(Math.atan2(b, a));
    return a == 0 && b == 0 ? 0 : degrees < 0 ? degrees + 360 : degrees;
  }

  private static double sin(double degrees) {
    return Math.sin(Math.toRadians(degrees));
  }

  private static double cos(double degrees) {
    return Math.cos(Math.toRadians(degrees));
  }
}
