package afterimage.image;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** ICC version 2 profiles built from their definition, and the sRGB values they must lead to. */
final class IccProfiles {
  /** Adobe RGB (1998), colorants adapted to D50, gamma 563/256. */
  static final Matrix ADOBE_RGB =
      new Matrix(
          new double[][] {
            {0.60974, 0.20528, 0.14919}, {0.31111, 0.62567, 0.06322}, {0.01947, 0.06087, 0.74457}
          },
          563 / 256.0);

  /** Display P3's primaries, adapted to D50, here with gamma 2.2. */
  static final Matrix P3_GAMMA22 =
      new Matrix(
          new double[][] {
            {0.51512, 0.29198, 0.15710}, {0.24120, 0.69225, 0.06657}, {-0.00105, 0.04189, 0.78407}
          },
          563 / 256.0);

  // sRGB's own colorants adapted to D50, inverted (from IEC 61966-2-1 with Bradford adaptation).
  private static final double[][] D50_TO_SRGB = {
    {3.13386, -1.61687, -0.49062}, {-0.97877, 1.91614, 0.03345}, {0.07194, -0.22899, 1.40524}
  };

  private IccProfiles() {}

  /**
   * A matrix profile.
   *
   * @param colorants XYZ (rows) of red, green and blue (columns) under D50
   * @param gamma of all three curves
   */
  record Matrix(double[][] colorants, double gamma) {

    /** What 8-bit samples of this space are in sRGB, 0 to 1, clipped. */
    double[] toSrgb(int... rgb) {
      double[] xyz = new double[3];
      for (int row = 0; row < 3; row++) {
        for (int column = 0; column < 3; column++) {
          xyz[row] += colorants[row][column] * Math.pow(rgb[column] / 255.0, gamma);
        }
      }
      double[] srgb = new double[3];
      for (int row = 0; row < 3; row++) {
        double linear = 0;
        for (int column = 0; column < 3; column++) {
          linear += D50_TO_SRGB[row][column] * xyz[column];
        }
        srgb[row] = encode(Math.clamp(linear, 0.0, 1.0));
      }
      return srgb;
    }

    /** The profile as bytes. */
    byte[] profile() {
      String[] tags = {"desc", "cprt", "wtpt", "rXYZ", "gXYZ", "bXYZ", "rTRC", "gTRC", "bTRC"};
      byte[][] contents = {
        description(),
        text(),
        xyz(0.9642, 1, 0.8249),
        column(0),
        column(1),
        column(2),
        curve(),
        curve(),
        curve()
      };
      return assemble("RGB ", tags, contents);
    }

    private byte[] column(int index) {
      return xyz(colorants[0][index], colorants[1][index], colorants[2][index]);
    }

    private byte[] curve() {
      return powerCurve(gamma);
    }
  }

  /** A gray profile with a pure power curve. */
  static byte[] gray(double gamma) {
    String[] tags = {"desc", "cprt", "wtpt", "kTRC"};
    return assemble(
        "GRAY",
        tags,
        new byte[][] {description(), text(), xyz(0.9642, 1, 0.8249), powerCurve(gamma)});
  }

  /** sRGB's curve: linear light to its encoding. */
  static double encode(double linear) {
    return linear <= 0.0031308 ? 12.92 * linear : 1.055 * Math.pow(linear, 1 / 2.4) - 0.055;
  }

  private static byte[] assemble(String space, String[] tags, byte[][] contents) {
    int size = 128 + 4 + tags.length * 12;
    int data = size;
    for (byte[] content : contents) {
      size += padded(content);
    }
    ByteBuffer profile = ByteBuffer.allocate(size);
    profile.putInt(0, size).putInt(8, 0x02400000);
    profile.put(12, ascii("mntr" + space + "XYZ ")).put(36, ascii("acsp"));
    profile.putInt(68, fixed(0.9642)).putInt(72, fixed(1)).putInt(76, fixed(0.8249));
    profile.position(128).putInt(tags.length);
    for (int i = 0; i < tags.length; i++) {
      profile.put(ascii(tags[i])).putInt(data).putInt(contents[i].length);
      profile.put(data, contents[i]);
      data += padded(contents[i]);
    }
    return profile.array();
  }

  private static int padded(byte[] content) {
    return (content.length + 3) / 4 * 4;
  }

  private static byte[] xyz(double x, double y, double z) {
    ByteBuffer tag = ByteBuffer.allocate(20).put(ascii("XYZ ")).putInt(0);
    return tag.putInt(fixed(x)).putInt(fixed(y)).putInt(fixed(z)).array();
  }

  private static byte[] powerCurve(double gamma) {
    ByteBuffer tag = ByteBuffer.allocate(14).put(ascii("curv")).putInt(0).putInt(1);
    return tag.putShort((short) Math.round(gamma * 256)).array();
  }

  private static byte[] text() {
    return ByteBuffer.allocate(12).put(ascii("text")).putInt(0).put(ascii("CC0\0")).array();
  }

  private static byte[] description() {
    ByteBuffer tag = ByteBuffer.allocate(12 + 5 + 4 + 4 + 2 + 1 + 67);
    return tag.put(ascii("desc")).putInt(0).putInt(5).put(ascii("test\0")).array();
  }

  private static int fixed(double value) {
    return (int) Math.round(value * 65536);
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
