package afterimage.image;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * ICC profiles of colour spaces that a file describes by a few numbers: three primaries, a white
 * and a curve (ICC.1:2022, sections 7 to 10).
 */
final class MatrixProfile {
  private static final int HEADER = 128;
  private static final double[] D50 = {0.9642, 1, 0.8249};

  /** Bradford's cone responses. */
  private static final double[][] BRADFORD = {
    {0.8951, 0.2664, -0.1614}, {-0.7502, 1.7135, 0.0367}, {0.0389, -0.0685, 1.0296}
  };

  private MatrixProfile() {}

  /**
   * How stored values become light: {@code (a x + b)^gamma} from {@code d} on, {@code c x} below.
   */
  record Curve(double gamma, double a, double b, double c, double d) {
    static final Curve SRGB = new Curve(2.4, 1 / 1.055, 0.055 / 1.055, 1 / 12.92, 0.04045);
    static final Curve BT709 = new Curve(1 / 0.45, 1 / 1.099, 0.099 / 1.099, 1 / 4.5, 0.081);

    static Curve power(double gamma) {
      return new Curve(gamma, 1, 0, 0, 0);
    }
  }

  /**
   * Chromaticities.
   *
   * @param xy of red, green, blue and white, x and y in turn
   */
  record Primaries(double... xy) {
    static final Primaries SRGB =
        new Primaries(0.640, 0.330, 0.300, 0.600, 0.150, 0.060, 0.3127, 0.3290);
  }

  /** A profile of grey. */
  static byte[] grey(Curve curve) {
    Map<String, byte[]> tags = new LinkedHashMap<>();
    tags.put("desc", text("Grey as its file describes it"));
    tags.put("cprt", text("None"));
    tags.put("wtpt", xyz(D50));
    tags.put("kTRC", curve(curve));
    return profile("GRAY", tags);
  }

  /**
   * A profile of RGB.
   *
   * @throws IllegalArgumentException if the primaries span no colours
   */
  static byte[] rgb(Primaries primaries, Curve curve) {
    double[][] matrix = toD50(primaries.xy);
    Map<String, byte[]> tags = new LinkedHashMap<>();
    tags.put("desc", text("RGB as its file describes it"));
    tags.put("cprt", text("None"));
    tags.put("wtpt", xyz(D50));
    String[] names = {"r", "g", "b"};
    for (int i = 0; i < 3; i++) {
      tags.put(names[i] + "XYZ", xyz(matrix[0][i], matrix[1][i], matrix[2][i]));
      tags.put(names[i] + "TRC", curve(curve));
    }
    return profile("RGB ", tags);
  }

  /** From linear RGB to XYZ, seen under D50: columns are the primaries. */
  static double[][] toD50(double[] xy) {
    double[][] colors = new double[3][3];
    for (int i = 0; i < 3; i++) {
      double[] color = xyz(xy[2 * i], xy[2 * i + 1]);
      for (int row = 0; row < 3; row++) {
        colors[row][i] = color[row];
      }
    }
    double[] white = xyz(xy[6], xy[7]);
    double[] shares = times(inverse(colors), white);
    double[] seen = times(BRADFORD, white);
    double[] wanted = times(BRADFORD, D50);
    double[][] adapted = new double[3][3];
    for (int i = 0; i < 3; i++) {
      double[] color = new double[3];
      for (int row = 0; row < 3; row++) {
        color[row] = colors[row][i] * shares[i];
      }
      double[] cones = times(BRADFORD, color);
      for (int row = 0; row < 3; row++) {
        cones[row] *= wanted[row] / seen[row];
      }
      double[] result = times(inverse(BRADFORD), cones);
      for (int row = 0; row < 3; row++) {
        adapted[row][i] = result[row];
      }
    }
    return adapted;
  }

  private static double[] xyz(double x, double y) {
    return new double[] {x / y, 1, (1 - x - y) / y};
  }

  private static double[] times(double[][] matrix, double[] vector) {
    double[] result = new double[3];
    for (int i = 0; i < 3; i++) {
      result[i] = matrix[i][0] * vector[0] + matrix[i][1] * vector[1] + matrix[i][2] * vector[2];
    }
    return result;
  }

  static double[][] times(double[][] left, double[][] right) {
    double[][] product = new double[3][3];
    for (int i = 0; i < 3; i++) {
      for (int j = 0; j < 3; j++) {
        for (int k = 0; k < 3; k++) {
          product[i][j] += left[i][k] * right[k][j];
        }
      }
    }
    return product;
  }

  static double[][] inverse(double[][] m) {
    double[][] result = new double[3][3];
    double determinant = 0;
    for (int i = 0; i < 3; i++) {
      for (int j = 0; j < 3; j++) {
        int a = (j + 1) % 3;
        int b = (j + 2) % 3;
        int c = (i + 1) % 3;
        int d = (i + 2) % 3;
        result[i][j] = m[a][c] * m[b][d] - m[a][d] * m[b][c];
      }
      determinant += m[0][i] * result[i][0];
    }
    if (!(Math.abs(determinant) > 1e-9)) {
      throw new IllegalArgumentException("primaries on a line");
    }
    for (double[] row : result) {
      for (int j = 0; j < 3; j++) {
        row[j] /= determinant;
      }
    }
    return result;
  }

  private static byte[] curve(Curve curve) {
    ByteBuffer tag = ByteBuffer.allocate(32).put(ascii("para")).putInt(0);
    tag.putShort((short) 3).putShort((short) 0);
    for (double value : new double[] {curve.gamma(), curve.a(), curve.b(), curve.c(), curve.d()}) {
      tag.putInt(fixed(value));
    }
    return tag.array();
  }

  private static byte[] xyz(double... values) {
    ByteBuffer tag = ByteBuffer.allocate(20).put(ascii("XYZ ")).putInt(0);
    for (double value : values) {
      tag.putInt(fixed(value));
    }
    return tag.array();
  }

  private static byte[] text(String text) {
    byte[] utf16 = text.getBytes(StandardCharsets.UTF_16BE);
    return ByteBuffer.allocate(28 + utf16.length)
        .put(ascii("mluc"))
        .putInt(0)
        .putInt(1)
        .putInt(12)
        .put(ascii("enUS"))
        .putInt(utf16.length)
        .putInt(28)
        .put(utf16)
        .array();
  }

  private static byte[] profile(String space, Map<String, byte[]> tags) {
    ByteArrayOutputStream data = new ByteArrayOutputStream();
    ByteBuffer table = ByteBuffer.allocate(4 + 12 * tags.size()).putInt(tags.size());
    int begin = HEADER + table.capacity();
    tags.forEach(
        (name, tag) -> {
          table.put(ascii(name)).putInt(begin + data.size()).putInt(tag.length);
          data.writeBytes(tag);
          data.writeBytes(new byte[-tag.length & 3]);
        });
    ByteBuffer all = ByteBuffer.allocate(begin + data.size());
    all.putInt(all.capacity()).putInt(0).putInt(0x04300000);
    all.put(ascii("mntr")).put(ascii(space)).put(ascii("XYZ "));
    all.putShort((short) 2026).putShort((short) 1).putShort((short) 1);
    all.position(36).put(ascii("acsp")).position(68);
    for (double value : D50) {
      all.putInt(fixed(value));
    }
    return all.position(HEADER).put(table.array()).put(data.toByteArray()).array();
  }

  private static int fixed(double value) {
    return (int) Math.round(value * 65_536);
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
