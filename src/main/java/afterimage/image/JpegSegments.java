package afterimage.image;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Puts segments with metadata and a profile into a JPEG stream, behind its start marker and JFIF
 * header.
 */
final class JpegSegments {
  private static final int APP1 = 0xe1;
  private static final int APP13 = 0xed;
  private static final int DENSITY = 13;
  private static final int COMMENT = 0xfe;
  private static final int MAX_SEGMENT = 65_533;

  private JpegSegments() {}

  /**
   * Copies {@code jpeg} with the segments that {@code metadata} asks for.
   *
   * @param jpeg a whole stream as the JDK writes it; its header is changed
   * @param profile an ICC profile, or null
   */
  static void write(byte[] jpeg, FileMetadata metadata, byte @Nullable [] profile, OutputStream out)
      throws IOException {
    int head = headLength(jpeg);
    Resolution resolution = metadata.resolution();
    if (resolution != null && head > 2) {
      density(resolution.forJfif(), jpeg);
    }
    out.write(jpeg, 0, head);
    byte[] exif = metadata.exif();
    if (exif != null) {
      segment(APP1, "Exif\0\0", exif, out);
    }
    byte[] xmp = metadata.xmp();
    if (xmp != null) {
      segment(APP1, "http://ns.adobe.com/xap/1.0/\0", xmp, out);
    }
    byte[] extended = metadata.extendedXmp();
    if (extended != null) {
      for (byte[] piece : ExtendedXmp.segments(extended)) {
        segment(APP1, ExtendedXmp.PREFIX, piece, out);
      }
    }
    if (profile != null) {
      ByteArrayOutputStream pieces = new ByteArrayOutputStream();
      JpegProfile.write(profile, pieces);
      pieces.writeTo(out);
    }
    byte[] iptc = metadata.iptc();
    if (iptc != null) {
      segments(APP13, JpegFile.PHOTOSHOP, PhotoshopResources.of(iptc), out);
    }
    for (String comment : metadata.comments()) {
      segments(COMMENT, "", comment.getBytes(StandardCharsets.UTF_8), out);
    }
    out.write(jpeg, head, jpeg.length - head);
  }

  /** Unit, then pixels along it to the right and downwards (JFIF 1.02). */
  private static void density(Resolution resolution, byte[] jpeg) {
    ByteBuffer header = ByteBuffer.wrap(jpeg);
    header.put(DENSITY, (byte) resolution.unit().jfif());
    header.putShort(DENSITY + 1, (short) resolution.x());
    header.putShort(DENSITY + 3, (short) resolution.y());
  }

  /** In as many segments as it takes, each with the prefix. */
  private static void segments(int marker, String prefix, byte[] data, OutputStream out)
      throws IOException {
    int most = MAX_SEGMENT - prefix.length();
    for (int from = 0; from < data.length; from += most) {
      int to = Math.min(from + most, data.length);
      segment(marker, prefix, Arrays.copyOfRange(data, from, to), out);
    }
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
