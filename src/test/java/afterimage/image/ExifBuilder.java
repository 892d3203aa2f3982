package afterimage.image;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** An EXIF block, big-endian, put together piece by piece, however mad. */
final class ExifBuilder {
  static final int TEXT = 2;
  static final int LONG = 4;
  static final int UNDEFINED = 7;

  private final ByteBuffer block;
  private int entry;
  private int directory;

  ExifBuilder(int length) {
    block = ByteBuffer.allocate(length);
    block.put(new byte[] {'M', 'M', 0, 42, 0, 0, 0, 8});
  }

  /** Begins a directory; the first one is at 8. */
  ExifBuilder directory(int at) {
    directory = at;
    entry = at + 2;
    return this;
  }

  /** One more field of the directory. */
  ExifBuilder field(int tag, int type, int count, int value) {
    block.putShort(entry, (short) tag).putShort(entry + 2, (short) type);
    block.putInt(entry + 4, count).putInt(entry + 8, value);
    entry += 12;
    block.putShort(directory, (short) ((entry - directory - 2) / 12));
    return this;
  }

  /** Where the next directory is. */
  ExifBuilder next(int at) {
    block.putInt(entry, at);
    return this;
  }

  ExifBuilder text(int at, String text) {
    block.put(at, text.getBytes(StandardCharsets.US_ASCII));
    return this;
  }

  byte[] build() {
    return block.array().clone();
  }
}
