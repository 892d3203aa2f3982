package afterimage.image;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Puts EXIF, XMP and ICC segments into a JPEG stream, behind its start marker and JFIF header. */
final class JpegSegments {
  private static final int APP1 = 0xe1;
  private static final int MAX_SEGMENT = 65_533;

  private JpegSegments() {}

  /**
   * Copies {@code jpeg} with the segments that {@code metadata} asks for and that fit.
   *
   * @param jpeg a whole stream as the JDK writes it
   * @param profile an ICC profile, or null
   */
  static void write(
      byte[] jpeg, PictureMetadata metadata, byte @Nullable [] profile, OutputStream out)
      throws IOException {
    int head = headLength(jpeg);
    out.write(jpeg, 0, head);
    byte[] exif = metadata.exifToWrite();
    if (exif != null) {
      segment(APP1, "Exif\0\0", exif, out);
    }
    byte[] xmp = metadata.xmpToWrite();
    if (xmp != null) {
      segment(APP1, "http://ns.adobe.com/xap/1.0/\0", xmp, out);
    }
    if (profile != null) {
      ByteArrayOutputStream pieces = new ByteArrayOutputStream();
      JpegProfile.write(profile, pieces);
      pieces.writeTo(out);
    }
    out.write(jpeg, head, jpeg.length - head);
  }

  private static int headLength(byte[] jpeg) {
    boolean jfif = (jpeg[2] & 0xff) == 0xff && (jpeg[3] & 0xff) == 0xe0;
    return jfif ? 4 + ((jpeg[4] & 0xff) << 8 | (jpeg[5] & 0xff)) : 2;
  }

  static void segment(int marker, String prefix, byte[] data, OutputStream out) throws IOException {
    ByteArrayOutputStream content = new ByteArrayOutputStream();
    content.write(prefix.getBytes(StandardCharsets.ISO_8859_1));
    content.write(data);
    if (content.size() > MAX_SEGMENT) {
      return;
    }
    int length = content.size() + 2;
    out.write(new byte[] {(byte) 0xff, (byte) marker, (byte) (length >> 8), (byte) length});
    content.writeTo(out);
  }
}
