package afterimage.image;

import org.jspecify.annotations.Nullable;

/**
 * The rows of a picture as PNG stores them: each behind the filter (none, sub, up or Paeth) whose
 * result has the smallest sum of magnitudes, as the PNG specification recommends in section 12.7.
 */
final class PngRows {
  private static final int[] FILTERS = {0, 1, 2, 4};

  private final int width;
  private final Samples rgb;
  private final @Nullable Samples alpha;
  private final int step;
  private byte[] current;
  private byte[] previous;
  private final byte[][] candidates;

  PngRows(Picture picture) {
    width = picture.width();
    rgb = picture.rgb();
    alpha = picture.alphaSamples();
    step = (alpha == null ? 3 : 4) * rgb.bits() / 8;
    int length = Math.multiplyExact(width, step);
    current = new byte[length];
    previous = new byte[length];
    candidates = new byte[FILTERS.length][length + 1];
    for (int i = 0; i < FILTERS.length; i++) {
      candidates[i][0] = (byte) FILTERS[i];
    }
  }

  /** The filter's number and the filtered bytes of row {@code y}; rows come in order. */
  byte[] filtered(int y) {
    byte[] swap = previous;
    previous = current;
    current = swap;
    pack(y);
    byte[] best = candidates[0];
    long least = Long.MAX_VALUE;
    for (byte[] candidate : candidates) {
      long sum = filter(candidate);
      if (sum < least) {
        least = sum;
        best = candidate;
      }
    }
    return best;
  }

  private void pack(int y) {
    int pixel = y * width;
    if (rgb instanceof Samples.Bytes(byte[] values) && alpha == null) {
      System.arraycopy(values, pixel * 3, current, 0, width * 3);
      return;
    }
    int to = 0;
    for (int x = 0; x < width; x++, pixel++) {
      for (int channel = 0; channel < 3; channel++) {
        to = put(rgb.get(pixel * 3 + channel), to);
      }
      if (alpha != null) {
        to = put(alpha.get(pixel), to);
      }
    }
  }

  private int put(int value, int to) {
    int next = to;
    if (rgb.bits() == 16) {
      current[next++] = (byte) (value >> 8);
    }
    current[next++] = (byte) value;
    return next;
  }

  private long filter(byte[] target) {
    return switch (target[0]) {
      case 0 -> none(target);
      case 1 -> sub(target);
      case 2 -> up(target);
      default -> paeth(target);
    };
  }

  private long none(byte[] target) {
    long sum = 0;
    for (int i = 0; i < current.length; i++) {
      target[i + 1] = current[i];
      sum += Math.abs(current[i]);
    }
    return sum;
  }

  private long sub(byte[] target) {
    long sum = 0;
    for (int i = 0; i < current.length; i++) {
      byte value = (byte) (current[i] - (i < step ? 0 : current[i - step]));
      target[i + 1] = value;
      sum += Math.abs(value);
    }
    return sum;
  }

  private long up(byte[] target) {
    long sum = 0;
    for (int i = 0; i < current.length; i++) {
      byte value = (byte) (current[i] - previous[i]);
      target[i + 1] = value;
      sum += Math.abs(value);
    }
    return sum;
  }

  private long paeth(byte[] target) {
    long sum = 0;
    for (int i = 0; i < current.length; i++) {
      int left = i < step ? 0 : current[i - step] & 0xff;
      int upperLeft = i < step ? 0 : previous[i - step] & 0xff;
      byte value = (byte) (current[i] - predict(left, previous[i] & 0xff, upperLeft));
      target[i + 1] = value;
      sum += Math.abs(value);
    }
    return sum;
  }

  private static int predict(int left, int up, int upperLeft) {
    int toLeft = Math.abs(up - upperLeft);
    int toUp = Math.abs(left - upperLeft);
    int toUpperLeft = Math.abs(left + up - 2 * upperLeft);
    if (toLeft <= toUp && toLeft <= toUpperLeft) {
      return left;
    }
    return toUp <= toUpperLeft ? up : upperLeft;
  }
}
