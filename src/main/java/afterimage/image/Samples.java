package afterimage.image;

import java.awt.image.DataBuffer;
import java.awt.image.DataBufferByte;
import java.awt.image.DataBufferUShort;

/** Unsigned samples of 8 or 16 bits. */
sealed interface Samples {

  /** As many samples of {@code bits} (8 or 16), all zero. */
  static Samples zeros(int bits, int length) {
    return bits == 8 ? new Bytes(new byte[length]) : new Shorts(new short[length]);
  }

  /** 8 or 16. */
  int bits();

  int length();

  /** A sample in [0, 1]. */
  float unit(int index);

  /** A sample in its own range, 0 to 255 or 0 to 65535. */
  int get(int index);

  /** Stores a sample of this range. */
  void set(int index, int value);

  /** A sample rounded to 8 bits. */
  int byteAt(int index);

  /** Copies {@code count} samples into {@code target}, which has the same depth. */
  void copyTo(int from, Samples target, int to, int count);

  /** The samples as Java2D holds them, shared. */
  DataBuffer buffer();

  /** 8 bits a sample. */
  record Bytes(byte[] values) implements Samples {
    @Override
    public int bits() {
      return 8;
    }

    @Override
    public int length() {
      return values.length;
    }

    @Override
    public float unit(int index) {
      return (values[index] & 0xff) / 255f;
    }

    @Override
    public int get(int index) {
      return values[index] & 0xff;
    }

    @Override
    public void set(int index, int value) {
      values[index] = (byte) value;
    }

    @Override
    public int byteAt(int index) {
      return values[index] & 0xff;
    }

    @Override
    public void copyTo(int from, Samples target, int to, int count) {
      System.arraycopy(values, from, ((Bytes) target).values, to, count);
    }

    @Override
    public DataBuffer buffer() {
      return new DataBufferByte(values, values.length);
    }
  }

  /** 16 bits a sample. */
  record Shorts(short[] values) implements Samples {
    @Override
    public int bits() {
      return 16;
    }

    @Override
    public int length() {
      return values.length;
    }

    @Override
    public float unit(int index) {
      return (values[index] & 0xffff) / 65535f;
    }

    @Override
    public int get(int index) {
      return values[index] & 0xffff;
    }

    @Override
    public void set(int index, int value) {
      values[index] = (short) value;
    }

    @Override
    public int byteAt(int index) {
      // Round to nearest: 257 = 65535 / 255.
      return ((values[index] & 0xffff) + 128) / 257;
    }

    @Override
    public void copyTo(int from, Samples target, int to, int count) {
      System.arraycopy(values, from, ((Shorts) target).values, to, count);
    }

    @Override
    public DataBuffer buffer() {
      return new DataBufferUShort(values, values.length);
    }
  }
}
