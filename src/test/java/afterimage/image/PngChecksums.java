package afterimage.image;

import java.nio.ByteBuffer;
import java.util.zip.CRC32;

/** Makes the checksums of a changed PNG right, so that readers look at what was changed. */
final class PngChecksums {
  private static final int SIGNATURE = 8;
  private static final int AROUND = 12;

  private PngChecksums() {}

  /** The same chunks, as far as their lengths lead to others, with the checksums they need. */
  static byte[] mended(byte[] png) {
    ByteBuffer mended = ByteBuffer.wrap(png.clone());
    int at = SIGNATURE;
    while (at + AROUND <= png.length) {
      int length = mended.getInt(at);
      if (length < 0 || length > png.length - at - AROUND) {
        break;
      }
      CRC32 checksum = new CRC32();
      checksum.update(png, at + 4, length + 4);
      mended.putInt(at + 8 + length, (int) checksum.getValue());
      at += AROUND + length;
    }
    return mended.array();
  }
}
