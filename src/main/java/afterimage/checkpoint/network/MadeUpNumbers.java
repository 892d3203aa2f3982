package afterimage.checkpoint.network;

import afterimage.tensor.Tensor;
import java.util.List;

/**
 * Weights and inputs that nobody has to store: a number follows from its tensor's name and its
 * place, in arithmetic that every machine rounds alike.
 */
public final class MadeUpNumbers {
  /** Makes the mean square of numbers from -1 to 1 that are alike probable 1. */
  private static final float UNIT = 1.7320508f;

  private static final float SMALL = 0.25f;

  private MadeUpNumbers() {}

  /** An input of about unit variance. */
  public static Tensor input(String name, int... shape) {
    float[] values = new float[Tensor.size(shape)];
    long seed = seed(name);
    for (int i = 0; i < values.length; i++) {
      values[i] = UNIT * number(seed, i);
    }
    return new Tensor(shape, values);
  }

  /**
   * A weight in 16 bits, as published checkpoints have them: a matrix or kernel that keeps its
   * input's size, a norm's factors about 1, biases that are small but not lost.
   */
  public static short[] weight(String name, List<Long> shape) {
    long count = shape.stream().mapToLong(Long::longValue).reduce(1, (a, b) -> a * b);
    short[] values = new short[Math.toIntExact(count)];
    long seed = seed(name);
    float fanIn = (float) count / shape.getFirst();
    boolean vector = shape.size() == 1;
    float scale = vector ? SMALL : UNIT / (float) Math.sqrt(fanIn);
    float centre = vector && name.contains("norm") && name.endsWith("weight") ? 1 : 0;
    for (int i = 0; i < values.length; i++) {
      values[i] = Float.floatToFloat16(centre + scale * number(seed, i));
    }
    return values;
  }

  /** From -1 to 1, in steps that single precision holds. */
  private static float number(long seed, long index) {
    long bits = mixed(seed + index * 0x9E3779B97F4A7C15L) >>> 40;
    return bits * 0x1p-23f - 1;
  }

  private static long seed(String name) {
    long seed = 0;
    for (int i = 0; i < name.length(); i++) {
      seed = mixed(seed * 31 + name.charAt(i));
    }
    return seed;
  }

  /** Source: Fast splittable pseudorandom number generators (Steele et al. 2014). */
  private static long mixed(long value) {
    long z = (value ^ (value >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }
}
