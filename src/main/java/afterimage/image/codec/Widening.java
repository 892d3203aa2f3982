package afterimage.image.codec;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/** Brings rows into the samples that are handed over or encoded, where they are. */
final class Widening {
  private static final ValueLayout.OfShort LITTLE =
      ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

  private static final int MAX = 65_535;

  private Widening() {}

  /**
   * From {@code bits} of 16 to all of them.
   *
   * @param stride bytes from row to row
   * @param samples of a row
   */
  static void toSixteen(MemorySegment pixels, long stride, int samples, int rows, int bits) {
    if (bits >= 16 || bits < 1) {
      return;
    }
    int most = (1 << bits) - 1;
    short[] wide = new short[1 << bits];
    for (int i = 0; i <= most; i++) {
      wide[i] = (short) ((i * (long) MAX + most / 2) / most);
    }
    short[] row = new short[samples];
    for (int y = 0; y < rows; y++) {
      MemorySegment.copy(pixels, LITTLE, y * stride, row, 0, samples);
      for (int i = 0; i < samples; i++) {
        row[i] = wide[row[i] & most];
      }
      MemorySegment.copy(row, 0, pixels, LITTLE, y * stride, samples);
    }
  }

  /**
   * From all 16 bits to {@code bits} of them.
   *
   * @param stride bytes from row to row
   * @param samples of a row
   */
  static void fromSixteen(MemorySegment pixels, long stride, int samples, int rows, int bits) {
    if (bits >= 16) {
      return;
    }
    long most = (1L << bits) - 1;
    short[] row = new short[samples];
    for (int y = 0; y < rows; y++) {
      MemorySegment.copy(pixels, LITTLE, y * stride, row, 0, samples);
      for (int i = 0; i < samples; i++) {
        row[i] = (short) (((row[i] & 0xffff) * most + MAX / 2) / MAX);
      }
      MemorySegment.copy(row, 0, pixels, LITTLE, y * stride, samples);
    }
  }

  /**
   * From three equal colours to one, at the beginning of each row.
   *
   * @param decoded samples of a pixel
   */
  static void toGrey(MemorySegment pixels, long stride, PictureHeader header, int decoded) {
    int bytes = header.bits() / 8;
    int samples = header.samples();
    for (int y = 0; y < header.height(); y++) {
      for (int x = 0; x < header.width(); x++) {
        long from = y * stride + (long) x * decoded * bytes;
        long to = y * stride + (long) x * samples * bytes;
        MemorySegment.copy(pixels, from, pixels, to, bytes);
        if (header.alpha()) {
          MemorySegment.copy(pixels, from + 3L * bytes, pixels, to + bytes, bytes);
        }
      }
    }
  }
}
