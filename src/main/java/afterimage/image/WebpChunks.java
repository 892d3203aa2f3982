package afterimage.image;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Puts ICC, EXIF and XMP chunks into a WebP file, which takes the extended layout for it: a header
 * chunk that says what is there, the profile, the picture, then the rest (RFC 9649, section 2.7).
 */
final class WebpChunks {
  private static final int RIFF_HEADER = 12;
  private static final int CHUNK_HEADER = 8;
  private static final int HAS_PROFILE = 0x20;
  private static final int HAS_ALPHA = 0x10;
  private static final int HAS_EXIF = 0x08;
  private static final int HAS_XMP = 0x04;

  private WebpChunks() {}

  /**
   * Copies {@code webp} with the chunks that {@code metadata} asks for.
   *
   * @param webp a whole file as libwebp writes it, without metadata
   * @param profile an ICC profile, or null
   */
  static void write(
      byte[] webp,
      Picture picture,
      FileMetadata metadata,
      byte @Nullable [] profile,
      OutputStream out)
      throws IOException {
    byte[] exif = metadata.exif();
    byte[] xmp = metadata.xmp();
    if (profile == null && exif == null && xmp == null) {
      out.write(webp);
      return;
    }
    int flags =
        (profile == null ? 0 : HAS_PROFILE)
            | (picture.hasAlpha() ? HAS_ALPHA : 0)
            | (exif == null ? 0 : HAS_EXIF)
            | (xmp == null ? 0 : HAS_XMP);
    ByteArrayOutputStream chunks = new ByteArrayOutputStream(webp.length + (1 << 16));
    chunk("VP8X", header(flags, picture), chunks);
    chunk("ICCP", profile, chunks);
    int image = imageStart(webp);
    chunks.write(webp, image, webp.length - image);
    chunk("EXIF", exif, chunks);
    chunk("XMP ", xmp, chunks);
    ByteBuffer riff = ByteBuffer.allocate(RIFF_HEADER).order(ByteOrder.LITTLE_ENDIAN);
    riff.put(ascii("RIFF")).putInt(4 + chunks.size()).put(ascii("WEBP"));
    out.write(riff.array());
    chunks.writeTo(out);
  }

  /** Flags, three bytes of zeros, then width and height less one in 24 bits each. */
  private static byte[] header(int flags, Picture picture) {
    ByteBuffer header = ByteBuffer.allocate(12).order(ByteOrder.LITTLE_ENDIAN);
    header.putInt(0, flags).putInt(4, picture.width() - 1).putInt(7, picture.height() - 1);
    byte[] data = new byte[10];
    header.get(0, data);
    return data;
  }

  /** Where the first chunk with pixels begins: behind the extended header, if there is one. */
  private static int imageStart(byte[] webp) {
    boolean extended = new String(webp, RIFF_HEADER, 4, StandardCharsets.US_ASCII).equals("VP8X");
    return extended ? RIFF_HEADER + CHUNK_HEADER + 10 : RIFF_HEADER;
  }

  private static void chunk(String type, byte @Nullable [] data, ByteArrayOutputStream out)
      throws IOException {
    if (data == null) {
      return;
    }
    ByteBuffer head = ByteBuffer.allocate(CHUNK_HEADER).order(ByteOrder.LITTLE_ENDIAN);
    out.write(head.put(ascii(type)).putInt(data.length).array());
    out.write(data);
    if (data.length % 2 == 1) {
      out.write(0);
    }
  }

  private static byte[] ascii(String type) {
    return type.getBytes(StandardCharsets.US_ASCII);
  }
}
