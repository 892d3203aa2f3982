package afterimage.image;

import afterimage.guard.Deadline;
import afterimage.image.MatrixProfile.Curve;
import afterimage.image.MatrixProfile.Primaries;
import org.jspecify.annotations.Nullable;

/**
 * What a screen without high dynamic range shows of a picture that has it (ITU-R BT.2100: PQ, HLG).
 * White of 203 cd/m² is white (BT.2408), and what is brighter is drawn together near it.
 */
final class HdrRendition {
  private static final int PQ = 16;
  private static final int HLG = 18;
  private static final double WHITE = 203;
  private static final double HLG_PEAK = 1000;

  /** From here on brightness is drawn together. */
  private static final double KNEE = 0.7;

  private HdrRendition() {}

  /** Whether numbers of ITU-T H.273 mean such a picture. */
  static boolean isMeant(byte @Nullable [] codes) {
    return codes != null && codes.length >= 2 && (codes[1] == PQ || codes[1] == HLG);
  }

  /**
   * The picture in sRGB.
   *
   * @param raster RGB, in full range
   * @param codes that {@link #isMeant}
   */
  static Picture of(RasterPixels raster, byte[] codes) {
    Primaries primaries = PngColors.primaries(codes[0]);
    byte[] linear =
        MatrixProfile.rgb(primaries == null ? Primaries.SRGB : primaries, Curve.power(1));
    MatrixSpace space = MatrixSpace.of(linear);
    double[][] matrix = space == null ? new double[3][3] : space.toSrgb();
    Samples color = raster.color();
    Samples rgb = Samples.zeros(color.bits(), color.length());
    double[] light = light(color.bits(), codes[1] == PQ);
    float[] encoded = ToneCurve.srgb().table(color.bits());
    boolean scene = codes[1] == HLG;
    double[] shown = new double[3];
    for (int at = 0; at < color.length(); at += 3) {
      if (at % (3 << 16) == 0) {
        Deadline.check();
      }
      double r = light[color.get(at)];
      double g = light[color.get(at + 1)];
      double b = light[color.get(at + 2)];
      double gain = scene ? display(0.2627 * r + 0.6780 * g + 0.0593 * b) : 1;
      for (int i = 0; i < 3; i++) {
        double value = matrix[i][0] * r + matrix[i][1] * g + matrix[i][2] * b;
        shown[i] = Math.max(0, value * gain);
      }
      double most = Math.max(shown[0], Math.max(shown[1], shown[2]));
      double scale = most <= KNEE ? 1 : drawnTogether(most) / most;
      for (int i = 0; i < 3; i++) {
        rgb.set(at + i, ToneCurve.nearest(encoded, (float) (shown[i] * scale)));
      }
    }
    return new Picture(raster.width(), raster.height(), rgb, raster.alpha());
  }

  private static double drawnTogether(double value) {
    double beyond = (value - KNEE) / (1 - KNEE);
    return KNEE + (1 - KNEE) * beyond / (1 + beyond);
  }

  /** HLG's system gamma: what a screen of 1000 cd/m² makes of a scene. */
  private static double display(double luma) {
    return Math.pow(Math.max(luma, 1e-9), 0.2) * HLG_PEAK / WHITE;
  }

  /** Of every stored value: relative to white for PQ, of the scene for HLG. */
  private static double[] light(int bits, boolean pq) {
    double[] light = new double[1 << bits];
    for (int i = 0; i < light.length; i++) {
      double value = i / (light.length - 1.0);
      light[i] = pq ? pq(value) : hlg(value);
    }
    return light;
  }

  private static double pq(double value) {
    double root = Math.pow(value, 1 / 78.84375);
    double ratio = Math.max(root - 0.8359375, 0) / (18.8515625 - 18.6875 * root);
    return 10_000 * Math.pow(ratio, 1 / 0.1593017578125) / WHITE;
  }

  private static double hlg(double value) {
    return value <= 0.5
        ? value * value / 3
        : (Math.exp((value - 0.55991073) / 0.17883277) + 0.28466892) / 12;
  }
}
