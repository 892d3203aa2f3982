package afterimage.diffusion.noise;

import afterimage.tensor.Tensor;

/**
 * Normal noise that equals {@code torch.randn} on a CUDA device for the same seed, as A1111
 * computes it on the processor for its noise source "NV": Philox 4x32 with ten rounds (Salmon et
 * al. 2011), one counter a value, and the sine half of the Box-Muller transform.
 */
public final class PhiloxRandom implements NoiseSource {
  private static final int ROUNDS = 10;
  private static final int FACTOR_0 = 0xD2511F53;
  private static final int FACTOR_1 = 0xCD9E8D57;
  private static final int WEYL_0 = 0x9E3779B9;
  private static final int WEYL_1 = 0xBB67AE85;
  private static final float UNIT = 2.3283064e-10f;
  private static final float TURN = (float) (2.3283064e-10 * 6.2831855);

  private final int keyLow;
  private final int keyHigh;
  private int offset;

  /** Noise for a seed; all 64 bits count. */
  public PhiloxRandom(long seed) {
    keyLow = (int) seed;
    keyHigh = (int) (seed >>> 32);
  }

  @Override
  public Tensor normal(int... shape) {
    Tensor noise = Tensor.zeros(shape);
    for (int i = 0; i < noise.data().length; i++) {
      noise.data()[i] = value(i);
    }
    offset++;
    return noise;
  }

  private float value(int index) {
    int c0 = offset;
    int c1 = 0;
    int c2 = index;
    int c3 = 0;
    int k0 = keyLow;
    int k1 = keyHigh;
    for (int round = 0; round < ROUNDS; round++) {
      long product0 = Integer.toUnsignedLong(c0) * Integer.toUnsignedLong(FACTOR_0);
      long product1 = Integer.toUnsignedLong(c2) * Integer.toUnsignedLong(FACTOR_1);
      c0 = (int) (product1 >>> 32) ^ c1 ^ k0;
      c1 = (int) product1;
      c2 = (int) (product0 >>> 32) ^ c3 ^ k1;
      c3 = (int) product0;
      k0 += WEYL_0;
      k1 += WEYL_1;
    }
    double radius = Integer.toUnsignedLong(c0) * (double) UNIT + UNIT / 2;
    double angle = Integer.toUnsignedLong(c1) * (double) TURN + TURN / 2;
    return (float) (Math.sqrt(-2 * Math.log(radius)) * Math.sin(angle));
  }
}
