package afterimage.image;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;

/**
 * Takes out of an EXIF block where a picture was taken: the entry that points at the GPS directory
 * (EXIF 3.0, section 4.6.3), that directory, and the values it points at. Everything else stays
 * where it is, so that absolute offsets in makers' notes stay right.
 */
final class ExifLocation {
  private static final int GPS_DIRECTORY = 0x8825;
  private static final int ENTRY = 12;
  // Bytes of a value by its type: BYTE, ASCII, SHORT, LONG, RATIONAL, SBYTE, UNDEFINED, and so on.
  private static final int[] SIZES = {0, 1, 1, 2, 4, 8, 1, 1, 2, 4, 8, 4, 8};

  private ExifLocation() {}

  /** A copy without it; null if the block is so damaged that nobody can tell. */
  static byte @Nullable [] removedFrom(byte[] exif) {
    try {
      ByteBuffer block = ByteBuffer.wrap(exif.clone());
      block.order(exif[0] == 'I' ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
      if (block.getShort(2) != 42) {
        return null;
      }
      int directory = block.getInt(4);
      int count = block.getShort(directory) & 0xffff;
      for (int i = count - 1; i >= 0; i--) {
        int entry = directory + 2 + i * ENTRY;
        if ((block.getShort(entry) & 0xffff) == GPS_DIRECTORY) {
          wipe(block, block.getInt(entry + 8));
          remove(block, directory, i);
        }
      }
      return block.array();
    } catch (IndexOutOfBoundsException e) {
      return null;
    }
  }

  private static void wipe(ByteBuffer block, int directory) {
    int count = block.getShort(directory) & 0xffff;
    for (int i = 0; i < count; i++) {
      int entry = directory + 2 + i * ENTRY;
      int type = block.getShort(entry + 2) & 0xffff;
      long size = type < SIZES.length ? SIZES[type] * (block.getInt(entry + 4) & 0xffffffffL) : 0;
      if (size > 4) {
        fill(block, block.getInt(entry + 8), size);
      }
    }
    fill(block, directory, 2L + (long) count * ENTRY + 4);
  }

  private static void fill(ByteBuffer block, int from, long length) {
    for (long i = from; i < Math.min(from + length, block.limit()); i++) {
      block.put((int) i, (byte) 0);
    }
  }

  /** Moves the entries behind one, and the offset of the next directory, to its place. */
  private static void remove(ByteBuffer block, int directory, int index) {
    int count = block.getShort(directory) & 0xffff;
    int at = directory + 2 + index * ENTRY;
    int end = directory + 2 + count * ENTRY + 4;
    byte[] rest = new byte[end - at - ENTRY];
    block.get(at + ENTRY, rest);
    block.put(at, rest);
    fill(block, end - ENTRY, ENTRY);
    block.putShort(directory, (short) (count - 1));
  }
}
