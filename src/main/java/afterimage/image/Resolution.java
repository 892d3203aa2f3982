package afterimage.image;

import java.io.DataOutputStream;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * How large a picture is to be printed, as its file says it.
 *
 * @param x pixels along a unit of length, or this side's part of a ratio; positive
 * @param y the same downwards
 * @param unit of length, or none for the shape of a pixel alone
 */
public record Resolution(double x, double y, Unit unit) {
  private static final double CENTIMETRES_PER_INCH = 2.54;
  private static final double MAX = 1_000_000;
  // Half a pixel a metre is what PNG and BMP round away: 0.0127 an inch.
  private static final double ROUNDED = 0.0128;
  private static final int MAX_SHORT = 65_535;
  private static final int DENOMINATOR = 10_000;

  /** What lengths are measured in. */
  public enum Unit {
    NONE(0),
    INCH(1),
    CENTIMETRE(2);

    private final int jfif;

    Unit(int jfif) {
      this.jfif = jfif;
    }

    /** As JFIF numbers it. */
    int jfif() {
      return jfif;
    }

    /** As TIFF and EXIF number it. */
    int tiff() {
      return jfif + 1;
    }

    static Unit ofTiff(int number) {
      return switch (number) {
        case 1 -> NONE;
        case 3 -> CENTIMETRE;
        default -> INCH;
      };
    }

    private static Unit ofJfif(int number) {
      return switch (number) {
        case 1 -> INCH;
        case 2 -> CENTIMETRE;
        default -> NONE;
      };
    }
  }

  /** What a file says, or null if that is nothing: square pixels, or no numbers. */
  static @Nullable Resolution of(double x, double y, Unit unit) {
    boolean usable = x > 0 && y > 0 && x <= MAX && y <= MAX;
    return usable && (unit != Unit.NONE || x != y) ? new Resolution(x, y, unit) : null;
  }

  /** From the numbers of a JFIF header. */
  static @Nullable Resolution ofJfif(int unit, int x, int y) {
    return of(x, y, Unit.ofJfif(unit));
  }

  /** From pixels a metre; inches if they were whole before they were counted in metres. */
  static @Nullable Resolution ofMetre(long x, long y) {
    double inX = x / 100.0 * CENTIMETRES_PER_INCH;
    double inY = y / 100.0 * CENTIMETRES_PER_INCH;
    boolean whole = isAlmostWhole(inX) && isAlmostWhole(inY);
    return whole
        ? of(Math.rint(inX), Math.rint(inY), Unit.INCH)
        : of(x / 100.0, y / 100.0, Unit.CENTIMETRE);
  }

  private static boolean isAlmostWhole(double value) {
    return Math.abs(value - Math.rint(value)) < ROUNDED;
  }

  /** PNG's pHYs chunk (section 11.3.4.3): pixels a metre, or a ratio. */
  void writePng(DataOutputStream out) throws IOException {
    Resolution metre = unit == Unit.NONE ? ratio() : this;
    out.writeInt((int) Math.rint(unit == Unit.NONE ? metre.x : perMetre(x)));
    out.writeInt((int) Math.rint(unit == Unit.NONE ? metre.y : perMetre(y)));
    out.writeByte(unit == Unit.NONE ? 0 : 1);
  }

  /** Pixels a metre to the right and downwards; null if there is no unit of length. */
  int @Nullable [] perMetre() {
    return unit == Unit.NONE
        ? null
        : new int[] {(int) Math.rint(perMetre(x)), (int) Math.rint(perMetre(y))};
  }

  private double perMetre(double value) {
    return value * 100 / (unit == Unit.INCH ? CENTIMETRES_PER_INCH : 1);
  }

  /** As JFIF can say it: whole numbers of 16 bits, in centimetres only where they are whole. */
  Resolution forJfif() {
    Resolution best = this;
    if (unit == Unit.NONE) {
      best = ratio();
    } else if (unit == Unit.CENTIMETRE && (x != Math.rint(x) || y != Math.rint(y))) {
      best = new Resolution(x * CENTIMETRES_PER_INCH, y * CENTIMETRES_PER_INCH, Unit.INCH);
    }
    return new Resolution(
        Math.clamp(Math.rint(best.x), 1, MAX_SHORT),
        Math.clamp(Math.rint(best.y), 1, MAX_SHORT),
        best.unit);
  }

  /** A ratio in whole numbers of 16 bits. */
  private Resolution ratio() {
    boolean whole = x == Math.rint(x) && y == Math.rint(y) && Math.max(x, y) <= MAX_SHORT;
    double scale = whole ? 1 : 1000 / Math.max(x, y);
    return new Resolution(
        Math.max(1, Math.rint(x * scale)), Math.max(1, Math.rint(y * scale)), Unit.NONE);
  }

  /** Numerator and denominator of a number, as TIFF and EXIF have it. */
  static int[] rational(double value) {
    return value == Math.rint(value)
        ? new int[] {(int) value, 1}
        : new int[] {(int) Math.rint(Math.min(value, 200_000) * DENOMINATOR), DENOMINATOR};
  }
}
