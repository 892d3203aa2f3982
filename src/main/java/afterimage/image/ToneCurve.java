package afterimage.image;

import java.nio.ByteBuffer;
import java.util.function.DoubleUnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * How stored values of a channel become light, by a table of every value that there is, and back by
 * a search in it (ICC.1:2022, sections 10.6 and 10.18).
 */
final class ToneCurve {
  /** The numbers that a parametric curve of each kind has. */
  private static final int[] PARAMETERS = {1, 3, 4, 5, 7};

  private static final int MAX_ENTRIES = 1 << 16;

  private final DoubleUnaryOperator light;

  private ToneCurve(DoubleUnaryOperator light) {
    this.light = light;
  }

  /** sRGB's own. */
  static ToneCurve srgb() {
    MatrixProfile.Curve c = MatrixProfile.Curve.SRGB;
    return parametric(c.gamma(), c.a(), c.b(), c.c(), c.d(), 0, 0);
  }

  /** The curve of a profile's tag; null if it is none, or one that does not rise. */
  static @Nullable ToneCurve of(ByteBuffer tag) {
    ToneCurve curve =
        switch (tag.getInt(0)) {
          case 0x63757276 -> sampled(tag); // curv
          case 0x70617261 -> parametric(tag); // para
          default -> null;
        };
    return curve != null && curve.rises() ? curve : null;
  }

  private static @Nullable ToneCurve sampled(ByteBuffer tag) {
    int count = tag.getInt(8);
    if (count < 0 || count > MAX_ENTRIES || 12 + 2 * count > tag.capacity()) {
      return null;
    }
    if (count == 0) {
      return new ToneCurve(x -> x);
    }
    if (count == 1) {
      double gamma = (tag.getShort(12) & 0xffff) / 256.0;
      return new ToneCurve(x -> Math.pow(x, gamma));
    }
    double[] samples = new double[count];
    for (int i = 0; i < count; i++) {
      samples[i] = (tag.getShort(12 + 2 * i) & 0xffff) / 65535.0;
    }
    return new ToneCurve(
        x -> {
          double at = x * (count - 1);
          int low = Math.min((int) at, count - 2);
          return samples[low] + (at - low) * (samples[low + 1] - samples[low]);
        });
  }

  private static @Nullable ToneCurve parametric(ByteBuffer tag) {
    int kind = tag.getShort(8) & 0xffff;
    if (kind >= PARAMETERS.length || 12 + 4 * PARAMETERS[kind] > tag.capacity()) {
      return null;
    }
    double[] p = new double[7];
    for (int i = 0; i < PARAMETERS[kind]; i++) {
      p[i] = tag.getInt(12 + 4 * i) / 65536.0;
    }
    return switch (kind) {
      case 0 -> parametric(p[0], 1, 0, 0, 0, 0, 0);
      case 1 -> parametric(p[0], p[1], p[2], 0, -p[2] / p[1], 0, 0);
      case 2 -> parametric(p[0], p[1], p[2], 0, -p[2] / p[1], p[3], p[3]);
      default -> parametric(p[0], p[1], p[2], p[3], p[4], p[5], p[6]);
    };
  }

  private static ToneCurve parametric(
      double gamma, double a, double b, double c, double d, double e, double f) {
    return new ToneCurve(x -> x >= d ? Math.pow(Math.max(a * x + b, 0), gamma) + e : c * x + f);
  }

  private boolean rises() {
    float[] table = table(8);
    for (int i = 1; i < table.length; i++) {
      if (!(table[i] >= table[i - 1])) {
        return false;
      }
    }
    return table[table.length - 1] > table[0];
  }

  /** The light of every stored value of so many bits, in ascending order. */
  float[] table(int bits) {
    float[] table = new float[1 << bits];
    float last = 0;
    for (int i = 0; i < table.length; i++) {
      last = Math.max(last, (float) light.applyAsDouble(i / (table.length - 1.0)));
      table[i] = last;
    }
    return table;
  }

  /** The stored value whose light is nearest. */
  static int nearest(float[] table, float light) {
    int low = 0;
    int high = table.length - 1;
    while (high - low > 1) {
      int middle = (low + high) >>> 1;
      if (table[middle] <= light) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return light - table[low] < table[high] - light ? low : high;
  }
}
