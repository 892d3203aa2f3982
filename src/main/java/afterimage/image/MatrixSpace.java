package afterimage.image;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A colour space of three primaries and a curve for each, as an ICC profile describes it
 * (ICC.1:2022, section 8.3.3): Display P3, Adobe RGB, ProPhoto, Rec. 2020 and their like.
 */
final class MatrixSpace {
  private static final int HEADER = 128;
  private static final int MAX_TAGS = 200;
  private static final String RGB = "RGB ";

  /** How far a primary may lie outside sRGB that counts as within: rounding of profiles. */
  private static final double MARGIN = 0.02;

  /** By how much primaries may differ that are the same but for rounding. */
  private static final double SAME = 0.004;

  /** Tables of many colours come before primaries where a profile has both. */
  private static final List<String> TABLES = List.of("A2B0", "A2B1", "D2B0", "D2B1");

  private static final double[][] SRGB = MatrixProfile.toD50(MatrixProfile.Primaries.SRGB.xy());

  private final byte[] profile;
  private final double[][] toSrgb;
  private final double[][] fromSrgb;
  private final ToneCurve[] curves;

  private MatrixSpace(byte[] profile, double[][] primaries, ToneCurve... curves) {
    this.profile = profile;
    this.curves = curves;
    toSrgb = MatrixProfile.times(MatrixProfile.inverse(SRGB), primaries);
    fromSrgb = MatrixProfile.inverse(toSrgb);
  }

  /** The space of a profile; null if it is described in another way, or not at all. */
  static @Nullable MatrixSpace of(byte[] profile) {
    if (profile.length < HEADER + 4 || !RGB.equals(ascii(profile, 16))) {
      return null;
    }
    Map<String, ByteBuffer> tags = tags(profile);
    double[][] primaries = new double[3][3];
    ToneCurve[] curves = new ToneCurve[3];
    for (int i = 0; i < 3; i++) {
      ByteBuffer color = tags.get("rgb".charAt(i) + "XYZ");
      ByteBuffer tag = tags.get("rgb".charAt(i) + "TRC");
      ToneCurve curve = tag == null ? null : ToneCurve.of(tag);
      if (color == null || color.capacity() < 20 || curve == null) {
        return null;
      }
      for (int row = 0; row < 3; row++) {
        primaries[row][i] = color.getInt(8 + 4 * row) / 65536.0;
      }
      curves[i] = curve;
    }
    if (TABLES.stream().anyMatch(tags::containsKey)) {
      return null;
    }
    try {
      return new MatrixSpace(profile, primaries, curves);
    } catch (IllegalArgumentException e) {
      return null; // Primaries on a line.
    }
  }

  /** Tags by name; those that lie outside are left out. */
  private static Map<String, ByteBuffer> tags(byte[] profile) {
    ByteBuffer all = ByteBuffer.wrap(profile);
    Map<String, ByteBuffer> tags = new HashMap<>();
    int count = Math.min(all.getInt(HEADER), MAX_TAGS);
    for (int i = 0; i < count && HEADER + 4 + 12 * (i + 1) <= profile.length; i++) {
      int entry = HEADER + 4 + 12 * i;
      int at = all.getInt(entry + 4);
      int length = all.getInt(entry + 8);
      if (at >= 0 && length >= 12 && at <= profile.length - length) {
        tags.putIfAbsent(ascii(profile, entry), all.slice(at, length));
      }
    }
    return tags;
  }

  private static String ascii(byte[] bytes, int at) {
    return new String(bytes, at, 4, StandardCharsets.US_ASCII);
  }

  /** Whether it shows colours that sRGB does not. */
  boolean isWide() {
    boolean wide = false;
    for (double[] row : toSrgb) {
      for (double share : row) {
        wide |= share < -MARGIN || share > 1 + MARGIN;
      }
    }
    return wide;
  }

  /** Whether it is sRGB in other words, as cameras' profiles are: every value of 8 bits stays. */
  boolean isSrgb() {
    float[] light = ToneCurve.srgb().table(8);
    boolean same = true;
    for (int i = 0; i < 3; i++) {
      for (int j = 0; j < 3; j++) {
        same &= Math.abs(toSrgb[i][j] - (i == j ? 1 : 0)) < SAME;
      }
      float[] own = curves[i].table(8);
      for (int value = 0; value < own.length; value++) {
        same &= ToneCurve.nearest(light, own[value]) == value;
      }
    }
    return same;
  }

  /** Its ICC profile, not to be changed. */
  byte[] profile() {
    return profile;
  }

  /** From this space's own linear values to linear sRGB. */
  double[][] toSrgb() {
    return toSrgb;
  }

  /** From linear sRGB to this space's own linear values. */
  double[][] fromSrgb() {
    return fromSrgb;
  }

  /** The curve of red (0), green (1) or blue (2). */
  ToneCurve curve(int channel) {
    return curves[channel];
  }
}
