package afterimage.image.likeness;

/**
 * The CIEDE2000 colour difference (CIE 142; Sharma, Wu, Dalal 2005): about 1 is the least that
 * people see side by side.
 */
final class Ciede2000 {
  private static final double POW_25_7 = 6103515625.0;

  private Ciede2000() {}

  /** The difference of two colours, with all weights 1; 0 for the same. */
  static double between(CieLab one, CieLab other) {
    double meanChroma = (Math.hypot(one.a(), one.b()) + Math.hypot(other.a(), other.b())) / 2;
    double g = 0.5 * (1 - share(meanChroma));
    double a1 = (1 + g) * one.a();
    double a2 = (1 + g) * other.a();
    double c1 = Math.hypot(a1, one.b());
    double c2 = Math.hypot(a2, other.b());
    double h1 = hue(a1, one.b());
    double h2 = hue(a2, other.b());
    boolean grey = c1 * c2 == 0;
    double turn = grey ? 0 : turn(h2 - h1);
    double hueDifference = 2 * Math.sqrt(c1 * c2) * Math.sin(turn / 2);
    double lightness = (one.lightness() + other.lightness()) / 2;
    double chroma = (c1 + c2) / 2;
    double hue = grey ? h1 + h2 : h1 + turn / 2;
    double fromMiddle = (lightness - 50) * (lightness - 50);
    double weightL = 1 + 0.015 * fromMiddle / Math.sqrt(20 + fromMiddle);
    double weightC = 1 + 0.045 * chroma;
    double weightH = 1 + 0.015 * chroma * hueWeight(hue);
    double l = (other.lightness() - one.lightness()) / weightL;
    double c = (c2 - c1) / weightC;
    double h = hueDifference / weightH;
    double rotation = -Math.sin(2 * blueness(hue)) * 2 * share(chroma);
    return Math.sqrt(Math.max(0, l * l + c * c + h * h + rotation * c * h));
  }

  private static double share(double chroma) {
    double seventh = Math.pow(chroma, 7);
    return Math.sqrt(seventh / (seventh + POW_25_7));
  }

  private static double hue(double a, double b) {
    return a == 0 && b == 0 ? 0 : Math.atan2(b, a);
  }

  /** The shorter way round. */
  private static double turn(double difference) {
    return difference > Math.PI
        ? difference - 2 * Math.PI
        : difference < -Math.PI ? difference + 2 * Math.PI : difference;
  }

  private static double hueWeight(double hue) {
    return 1
        - 0.17 * Math.cos(hue - Math.toRadians(30))
        + 0.24 * Math.cos(2 * hue)
        + 0.32 * Math.cos(3 * hue + Math.toRadians(6))
        - 0.20 * Math.cos(4 * hue - Math.toRadians(63));
  }

  /** How near a hue is to blue, as an angle. */
  private static double blueness(double hue) {
    double degrees = Math.toDegrees(hue);
    double from = ((degrees % 360 + 360) % 360 - 275) / 25;
    return Math.toRadians(30) * Math.exp(-from * from);
  }
}
