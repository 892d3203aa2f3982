package afterimage.image;

import java.util.Random;
import org.jspecify.annotations.Nullable;

/** Pictures made up for tests. */
public final class TestPictures {
  private TestPictures() {}

  /** Smooth gradients with a little texture: kind to lossy formats, different in every corner. */
  public static Picture gradient(int width, int height) {
    byte[] rgb = new byte[width * height * 3];
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        int at = (y * width + x) * 3;
        rgb[at] = (byte) (20 + 200 * x / Math.max(1, width - 1));
        rgb[at + 1] = (byte) (30 + 180 * y / Math.max(1, height - 1));
        rgb[at + 2] = (byte) (128 + 40 * Math.sin((x + 2 * y) / 9.0));
      }
    }
    return Picture.of8Bit(width, height, rgb, null);
  }

  /** Independent random samples. */
  public static Picture random(int width, int height, int bits, boolean alpha, long seed) {
    Random random = new Random(seed);
    int pixels = width * height;
    if (bits == 8) {
      byte[] rgb = new byte[pixels * 3];
      random.nextBytes(rgb);
      byte @Nullable [] opacity = alpha ? new byte[pixels] : null;
      if (opacity != null) {
        random.nextBytes(opacity);
      }
      return Picture.of8Bit(width, height, rgb, opacity);
    }
    short @Nullable [] opacity = alpha ? shorts(random, pixels) : null;
    return Picture.of16Bit(width, height, shorts(random, pixels * 3), opacity);
  }

  private static short[] shorts(Random random, int count) {
    short[] values = new short[count];
    for (int i = 0; i < count; i++) {
      values[i] = (short) random.nextInt();
    }
    return values;
  }

  /** Whether two pictures agree in size, depth, alpha and every sample. */
  static boolean same(Picture a, Picture b) {
    if (a.width() != b.width() || a.height() != b.height() || a.bitDepth() != b.bitDepth()) {
      return false;
    }
    if (a.hasAlpha() != b.hasAlpha()) {
      return false;
    }
    for (int y = 0; y < a.height(); y++) {
      for (int x = 0; x < a.width(); x++) {
        boolean equal = a.alpha(x, y) == b.alpha(x, y);
        for (int channel = 0; channel < 3; channel++) {
          equal &= a.sample(x, y, channel) == b.sample(x, y, channel);
        }
        if (!equal) {
          return false;
        }
      }
    }
    return true;
  }

  /** The largest difference of two samples, in 1/255. */
  static double largestDifference(Picture a, Picture b) {
    double largest = 0;
    for (int y = 0; y < a.height(); y++) {
      for (int x = 0; x < a.width(); x++) {
        for (int channel = 0; channel < 3; channel++) {
          double difference = Math.abs(a.sample(x, y, channel) - b.sample(x, y, channel));
          largest = Math.max(largest, difference);
        }
      }
    }
    return largest * 255;
  }
}
