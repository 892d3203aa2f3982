package afterimage.image;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/** A TIFF structure that grows as it is written (TIFF 6.0, section 2), around one fixed range. */
final class TiffBlock {
  static final int HEADER = 8;

  private final int fixedFrom;
  private final int fixedEnd;
  private final ByteOrder order;
  private int before = HEADER;
  private int behind;
  private byte[] bytes = new byte[1 << 10];

  /**
   * @param fixedFrom where nothing is put but what belongs there, or -1
   * @param fixedLength of that range
   */
  TiffBlock(ByteOrder order, int fixedFrom, int fixedLength) {
    this.order = order;
    this.fixedFrom = fixedFrom < 0 ? Integer.MAX_VALUE : fixedFrom;
    this.fixedEnd = Math.max(HEADER, fixedFrom + fixedLength);
    behind = even(fixedEnd);
  }

  /** A place for so many bytes. */
  int allocate(int length) {
    boolean fits = length <= fixedFrom - before;
    int at = fits ? before : behind;
    if (fits) {
      before = even(at + length);
    } else {
      behind = even(at + length);
    }
    return at;
  }

  void put(int at, byte[] value) {
    reserve(at + value.length);
    System.arraycopy(value, 0, bytes, at, value.length);
  }

  void putShort(int at, int value) {
    reserve(at + 2);
    ByteBuffer.wrap(bytes).order(order).putShort(at, (short) value);
  }

  void putInt(int at, int value) {
    reserve(at + 4);
    ByteBuffer.wrap(bytes).order(order).putInt(at, value);
  }

  /** All of it, with a header that names the first directory. */
  byte[] finish(int directory) {
    byte mark = (byte) (order == ByteOrder.LITTLE_ENDIAN ? 'I' : 'M');
    put(0, new byte[] {mark, mark});
    putShort(2, 42);
    putInt(4, directory);
    int length = fixedFrom == Integer.MAX_VALUE ? before : Math.max(before, behind);
    reserve(length);
    return Arrays.copyOf(bytes, length);
  }

  private void reserve(int length) {
    if (length > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(length, bytes.length * 2));
    }
  }

  /** Offsets in TIFF are even. */
  private static int even(int at) {
    return at + (at & 1);
  }
}
