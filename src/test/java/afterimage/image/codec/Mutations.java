package afterimage.image.codec;

import java.util.Arrays;
import java.util.Random;

/** Damage as it comes from disks, networks and people who mean harm: the same for the same seed. */
final class Mutations {
  private static final byte[] NOTED = {0, 1, (byte) 0xff, 0x7f, (byte) 0x80, 0x40};

  private Mutations() {}

  /** The file, damaged in one to three places. */
  static byte[] of(byte[] file, long seed) {
    Random random = new Random(seed * 0x9e3779b97f4a7c15L);
    byte[] damaged = file.clone();
    int places = 1 + random.nextInt(3);
    for (int i = 0; i < places && damaged.length > 16; i++) {
      // Half of it where the numbers are that others follow from.
      int reach = random.nextBoolean() ? damaged.length : Math.min(damaged.length, 512);
      int at = random.nextInt(reach);
      switch (random.nextInt(7)) {
        case 0 -> damaged[at] ^= (byte) (1 << random.nextInt(8));
        case 1 -> damaged[at] = (byte) random.nextInt(256);
        case 2 -> damaged[at] = NOTED[random.nextInt(NOTED.length)];
        case 3 -> {
          byte value = NOTED[random.nextInt(NOTED.length)];
          Arrays.fill(damaged, at, Math.min(damaged.length, at + 4), value);
        }
        case 4 -> damaged = Arrays.copyOf(damaged, Math.max(16, at));
        case 5 -> {
          int count = Math.min(1 + random.nextInt(64), damaged.length - at);
          int to = random.nextInt(damaged.length - count + 1);
          System.arraycopy(damaged, at, damaged, to, count);
        }
        default -> damaged = doubled(damaged, at, 1 + random.nextInt(64));
      }
    }
    return damaged;
  }

  private static byte[] doubled(byte[] file, int at, int length) {
    int count = Math.min(length, file.length - at);
    byte[] longer = new byte[file.length + count];
    System.arraycopy(file, 0, longer, 0, at + count);
    System.arraycopy(file, at, longer, at + count, file.length - at);
    return longer;
  }
}
