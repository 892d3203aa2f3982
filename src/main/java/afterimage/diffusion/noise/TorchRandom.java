package afterimage.diffusion.noise;

import afterimage.tensor.Tensor;

/**
 * Normal noise that equals {@code torch.randn} with {@code torch.Generator("cpu")} for the same
 * seed and the same sequence of shapes, to within 1e-6.
 *
 * <p>Torch has two ways to turn its generator's bits into normal values: tensors of 16 values and
 * more are filled in blocks by the Box-Muller transform in single precision, smaller ones value by
 * value in double precision.
 */
public final class TorchRandom implements NoiseSource {
  private static final int BLOCK = 16;
  private static final int HALF = BLOCK / 2;
  private static final float TWO_PI = (float) (2 * Math.PI);

  private final MersenneTwister bits;
  private boolean spareLeft;
  private double spare;

  /** Noise for a seed; as in torch, only its lower 32 bits count. */
  public TorchRandom(long seed) {
    bits = new MersenneTwister((int) seed);
  }

  @Override
  public Tensor normal(int... shape) {
    float[] values = new float[Tensor.size(shape)];
    if (values.length < BLOCK) {
      for (int i = 0; i < values.length; i++) {
        values[i] = (float) nextNormal();
      }
    } else {
      fill(values);
    }
    return new Tensor(shape, values);
  }

  private void fill(float[] values) {
    for (int i = 0; i < values.length; i++) {
      values[i] = nextUniform();
    }
    for (int start = 0; start + BLOCK <= values.length; start += BLOCK) {
      transformBlock(values, start);
    }
    if (values.length % BLOCK != 0) {
      // The last 16 values are drawn anew as a block, over some that are done.
      int start = values.length - BLOCK;
      for (int i = start; i < values.length; i++) {
        values[i] = nextUniform();
      }
      transformBlock(values, start);
    }
  }

  /** Box-Muller: the first half of the block gives radii, the second half angles. */
  private static void transformBlock(float[] values, int start) {
    for (int i = start; i < start + HALF; i++) {
      float radius = (float) Math.sqrt(-2 * (float) Math.log(1 - values[i]));
      float angle = TWO_PI * values[i + HALF];
      values[i] = radius * (float) Math.cos(angle);
      values[i + HALF] = radius * (float) Math.sin(angle);
    }
  }

  private double nextNormal() {
    if (spareLeft) {
      spareLeft = false;
      return spare;
    }
    double angle = 2 * Math.PI * nextDouble();
    double radius = Math.sqrt(-2 * Math.log1p(-nextDouble()));
    spare = radius * Math.sin(angle);
    spareLeft = true;
    return radius * Math.cos(angle);
  }

  /** From [0, 1), with 24 bits. */
  private float nextUniform() {
    return (bits.nextInt() & 0xffffff) * 0x1p-24f;
  }

  /** From [0, 1), with 53 bits. */
  private double nextDouble() {
    long high = bits.nextInt();
    long low = Integer.toUnsignedLong(bits.nextInt());
    return ((high << 32 | low) & (1L << 53) - 1) * 0x1p-53;
  }
}
