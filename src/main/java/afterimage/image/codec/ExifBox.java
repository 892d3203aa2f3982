package afterimage.image.codec;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** An EXIF block as ISO's boxes hold it: the place of its TIFF header, then the rest. */
final class ExifBox {
  private static final int HEAD = 4;

  private ExifBox() {}

  /** A block that begins with its TIFF header. */
  static byte[] of(byte[] tiff) {
    return ByteBuffer.allocate(HEAD + tiff.length).putInt(0).put(tiff).array();
  }

  /** The block from its TIFF header on; null if there is none. */
  static byte @Nullable [] content(byte[] box) {
    if (box.length < HEAD) {
      return null;
    }
    long start = HEAD + (ByteBuffer.wrap(box).getInt() & 0xffffffffL);
    return start < box.length ? Arrays.copyOfRange(box, (int) start, box.length) : null;
  }
}
