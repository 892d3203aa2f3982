package afterimage;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Supplier;

/**
 * The random values of one case of a property: one draw in eight is a limit or a special value
 * (zero, one, empty, a lone surrogate, …), one in four lies near zero, the others anywhere.
 */
public final class SeededCase {
  private static final int MAX_SHOWN = 200;

  private enum Kind {
    LEAST,
    GREATEST,
    MIXED
  }

  private final SplittableRandom random;
  private final Kind kind;
  private final StringBuilder drawn = new StringBuilder();

  SeededCase(long seed, int index) {
    random = new SplittableRandom(seed * 1_000_003 + index);
    kind = index == 0 ? Kind.LEAST : index == 1 ? Kind.GREATEST : Kind.MIXED;
  }

  /** A number from {@code min} to {@code max}, both included. */
  public int between(int min, int max) {
    return (int) between((long) min, max);
  }

  /** A number from {@code min} to {@code max}, both included. */
  public long between(long min, long max) {
    return shown(number(min, max));
  }

  /** Any number of 64 bits. */
  public long anyLong() {
    return between(Long.MIN_VALUE, Long.MAX_VALUE);
  }

  /** Any byte. */
  public byte anyByte() {
    return (byte) between(Byte.MIN_VALUE, Byte.MAX_VALUE);
  }

  /** A finite number from {@code min} to {@code max}, both included. */
  public double between(double min, double max) {
    return shown(
        switch (kind) {
          case LEAST -> min;
          case GREATEST -> max;
          case MIXED -> {
            double[] special = {
              min,
              max,
              0,
              -0.0,
              1,
              -1,
              0.5,
              0.01,
              Double.MIN_VALUE,
              Math.nextUp(min),
              Math.nextDown(max)
            };
            double value = special[random.nextInt(special.length)];
            yield random.nextInt(8) == 0 && value >= min && value <= max
                ? value
                : min + random.nextDouble() * (max - min);
          }
        });
  }

  /** True or false. */
  public boolean either() {
    return between(0, 1) == 1;
  }

  /** One of them. */
  public <T> T oneOf(List<T> values) {
    return values.get(between(0, values.size() - 1));
  }

  /** From {@code min} to {@code max} values, both included. */
  public <T> List<T> list(int min, int max, Supplier<T> value) {
    int size = between(min, max);
    List<T> values = new ArrayList<>(size);
    for (int i = 0; i < size; i++) {
      values.add(value.get());
    }
    return values;
  }

  /** From {@code min} to {@code max} bytes, both included. */
  public byte[] bytes(int min, int max) {
    byte[] bytes = new byte[(int) number(min, max)];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) number(Byte.MIN_VALUE, Byte.MAX_VALUE);
    }
    shown(HexFormat.of().formatHex(bytes));
    return bytes;
  }

  /** From {@code min} to {@code max} characters of those given. */
  public String text(int min, int max, String characters) {
    StringBuilder text = new StringBuilder();
    for (long left = number(min, max); left > 0; left--) {
      text.append(characters.charAt((int) number(0, characters.length() - 1)));
    }
    return shown(text.toString());
  }

  /**
   * At most {@code max} UTF-16 characters of every kind: ASCII, controls, any script, emoji, and
   * surrogates without their other half.
   */
  public String text(int max) {
    StringBuilder text = new StringBuilder();
    for (long left = number(0, max); left > 0; left--) {
      text.append((char) number(0, limit()));
      int last = text.length() - 1;
      // Half of the surrogates that begin a pair get their other half.
      if (Character.isHighSurrogate(text.charAt(last)) && left > 1 && random.nextBoolean()) {
        text.append((char) random.nextInt(Character.MIN_LOW_SURROGATE, 0xe000));
        left--;
      }
    }
    return shown(text.toString());
  }

  /** The values drawn so far. */
  @Override
  public String toString() {
    return "[" + drawn + "]";
  }

  /** The last character that a draw may take: most of ours come from the older blocks. */
  private int limit() {
    return switch (random.nextInt(4)) {
      case 0 -> 0x7f;
      case 1 -> 0x24f;
      default -> Character.MAX_VALUE;
    };
  }

  private long number(long min, long max) {
    return switch (kind) {
      case LEAST -> min;
      case GREATEST -> max;
      case MIXED ->
          switch (random.nextInt(8)) {
            case 0 -> special(min, max);
            case 1, 2 -> nearZero(min, max);
            default -> uniform(min, max);
          };
    };
  }

  private long special(long min, long max) {
    long[] values = {min, max, 0, 1, -1, 2, min + 1, max - 1, Integer.MIN_VALUE, Integer.MAX_VALUE};
    long value = values[random.nextInt(values.length)];
    return value >= min && value <= max ? value : uniform(min, max);
  }

  /** Small and large magnitudes alike: as many of 3 bits as of 30. */
  private long nearZero(long min, long max) {
    long value = random.nextLong() >> random.nextInt(Long.SIZE);
    return value >= min && value <= max ? value : uniform(min, max);
  }

  private long uniform(long min, long max) {
    return max == Long.MAX_VALUE
        ? min == Long.MIN_VALUE ? random.nextLong() : random.nextLong(min - 1, max) + 1
        : random.nextLong(min, max + 1);
  }

  private <T> T shown(T value) {
    if (drawn.length() < 10 * MAX_SHOWN) {
      String text = String.valueOf(value);
      drawn
          .append(drawn.isEmpty() ? "" : ", ")
          .append(text.length() > MAX_SHOWN ? text.substring(0, MAX_SHOWN) + "…" : text);
    }
    return value;
  }
}
