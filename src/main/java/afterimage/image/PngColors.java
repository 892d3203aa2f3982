package afterimage.image;

import afterimage.image.MatrixProfile.Curve;
import afterimage.image.MatrixProfile.Primaries;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * What a PNG says of its colours in numbers (PNG, third edition, sections 11.3.2.1 to 11.3.2.6):
 * cICP comes before an ICC profile, sRGB before gAMA and cHRM, which count together.
 */
final class PngColors {
  private static final double UNIT = 100_000;
  private static final int SRGB_GAMMA = 45_455;

  /** What libpng takes for the same: 5 % of a gamma, 0.01 of a chromaticity. */
  private static final double GAMMA_MARGIN = 0.05;

  private static final double PLACE_MARGIN = 0.01;

  private byte @Nullable [] codes;
  private boolean srgb;
  private long gamma;
  private @Nullable Primaries primaries;

  /** Whether a chunk is one of these, of the length that it must have. */
  static boolean isOne(String type, long length) {
    return switch (type) {
      case "cICP", "gAMA" -> length == 4;
      case "sRGB" -> length == 1;
      case "cHRM" -> length == 32;
      default -> false;
    };
  }

  void keep(String type, byte[] data) {
    ByteBuffer values = ByteBuffer.wrap(data);
    switch (type) {
      case "cICP" -> codes = data;
      case "sRGB" -> srgb = true;
      case "gAMA" -> gamma = values.getInt() & 0xffffffffL;
      default -> {
        // The file has white first, a profile's maths here last.
        double[] xy = new double[8];
        for (int i = 0; i < 8; i++) {
          xy[(i + 6) % 8] = (values.getInt() & 0xffffffffL) / UNIT;
        }
        primaries = isSound(xy) ? new Primaries(xy) : null;
      }
    }
  }

  /** The numbers of a picture with high dynamic range, in full range; null if it has none. */
  byte @Nullable [] ofRange() {
    byte[] said = codes;
    boolean meant = HdrRendition.isMeant(said) && said != null && said[2] == 0 && said[3] == 1;
    return meant ? said : null;
  }

  /** Whether they count more than an ICC profile does, and are understood. */
  boolean areBeforeProfile(int channels) {
    return codes != null && ofCodes(codes, channels) != null;
  }

  /** A profile that says the same; null for sRGB and for what is not understood. */
  byte @Nullable [] profile(int channels) {
    try {
      if (codes != null) {
        return ofCodes(codes, channels);
      }
      if (srgb || (isSrgbGamma() && isSrgbPrimaries())) {
        return null;
      }
      Curve curve = isSrgbGamma() ? Curve.SRGB : Curve.power(UNIT / gamma);
      return profile(channels, primaries == null ? Primaries.SRGB : primaries, curve);
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  /** Also where nothing, or nothing that can be meant, is said. */
  private boolean isSrgbGamma() {
    return gamma < 1_000
        || gamma > 1_000_000
        || Math.abs(gamma - SRGB_GAMMA) <= SRGB_GAMMA * GAMMA_MARGIN;
  }

  private boolean isSrgbPrimaries() {
    boolean same = true;
    for (int i = 0; primaries != null && i < 8; i++) {
      same &= Math.abs(primaries.xy()[i] - Primaries.SRGB.xy()[i]) <= PLACE_MARGIN;
    }
    return same;
  }

  private static boolean isSound(double[] xy) {
    boolean sound = true;
    for (int i = 0; i < 8; i += 2) {
      sound &= xy[i + 1] > 0.001 && xy[i] + xy[i + 1] <= 1.001;
    }
    return sound;
  }

  /** Primaries, transfer function, matrix and range by the numbers of ITU-T H.273. */
  static byte @Nullable [] ofCodes(byte[] codes, int channels) {
    Primaries primaries = primaries(codes[0]);
    Curve curve =
        switch (codes[1]) {
          case 1, 6, 14, 15 -> Curve.BT709;
          case 4 -> Curve.power(2.2);
          case 5 -> Curve.power(2.8);
          case 8 -> Curve.power(1);
          case 13 -> Curve.SRGB;
          default -> null;
        };
    boolean full = codes[2] == 0 && codes[3] == 1;
    return primaries == null || curve == null || !full ? null : profile(channels, primaries, curve);
  }

  /** By their number; null for those that are not known. */
  static @Nullable Primaries primaries(int code) {
    return switch (code) {
      case 1 -> Primaries.SRGB;
      case 5 -> new Primaries(0.64, 0.33, 0.29, 0.60, 0.15, 0.06, 0.3127, 0.3290);
      case 6, 7 -> new Primaries(0.630, 0.340, 0.310, 0.595, 0.155, 0.070, 0.3127, 0.3290);
      case 9 -> new Primaries(0.708, 0.292, 0.170, 0.797, 0.131, 0.046, 0.3127, 0.3290);
      case 11 -> new Primaries(0.680, 0.320, 0.265, 0.690, 0.150, 0.060, 0.314, 0.351);
      case 12 -> new Primaries(0.680, 0.320, 0.265, 0.690, 0.150, 0.060, 0.3127, 0.3290);
      default -> null;
    };
  }

  private static byte[] profile(int channels, Primaries primaries, Curve curve) {
    return channels == 1 ? MatrixProfile.grey(curve) : MatrixProfile.rgb(primaries, curve);
  }
}
