package afterimage.diffusion.noise;

/**
 * The generator MT19937 (Matsumoto and Nishimura 1998), seeded by a 32-bit number with the authors'
 * routine of 2002.
 */
final class MersenneTwister {
  private static final int SIZE = 624;
  private static final int SHIFT = 397;

  private final int[] state = new int[SIZE];
  private int next = SIZE;

  MersenneTwister(int seed) {
    state[0] = seed;
    for (int i = 1; i < SIZE; i++) {
      int previous = state[i - 1];
      state[i] = 1812433253 * (previous ^ previous >>> 30) + i;
    }
  }

  /** The next 32 bits. */
  int nextInt() {
    if (next == SIZE) {
      twist();
      next = 0;
    }
    int bits = state[next++];
    bits ^= bits >>> 11;
    bits ^= bits << 7 & 0x9d2c5680;
    bits ^= bits << 15 & 0xefc60000;
    return bits ^ bits >>> 18;
  }

  private void twist() {
    for (int i = 0; i < SIZE; i++) {
      int mixed = (state[i] & 0x80000000) | (state[(i + 1) % SIZE] & 0x7fffffff);
      int twisted = mixed >>> 1 ^ ((mixed & 1) == 0 ? 0 : 0x9908b0df);
      state[i] = state[(i + SHIFT) % SIZE] ^ twisted;
    }
  }
}
