package afterimage.image;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/** The characters of an XMP packet, which may be UTF-8, UTF-16 or UTF-32 (XMP, part 1, 7.1). */
final class XmpText {
  private static final Charset UTF_32BE = Charset.forName("UTF-32BE");
  private static final Charset UTF_32LE = Charset.forName("UTF-32LE");

  private XmpText() {}

  /**
   * A packet's text.
   *
   * @param otherwise the charset of what is of one byte a letter
   */
  static String of(byte[] packet, Charset otherwise) {
    Charset charset = charset(packet, otherwise);
    String text = new String(packet, charset);
    // Its declaration names a charset that it is never written in again.
    return charset.equals(otherwise) ? text : XmpParser.bare(text);
  }

  /** By byte order mark, or by where the zeros of the first letter are: a tag, or a space. */
  private static Charset charset(byte[] packet, Charset otherwise) {
    if (packet.length < 4) {
      return otherwise;
    }
    int first = (packet[0] & 0xff) << 8 | (packet[1] & 0xff);
    int second = (packet[2] & 0xff) << 8 | (packet[3] & 0xff);
    if (first == 0) {
      return second == 0xfeff || (second > 0 && second < 0x80) ? UTF_32BE : otherwise;
    }
    if (second == 0 && (first == 0xfffe || (first & 0xff) == 0)) {
      return UTF_32LE;
    }
    if (first == 0xfeff || first < 0x80) {
      return StandardCharsets.UTF_16BE;
    }
    return first == 0xfffe || (first & 0xff) == 0 ? StandardCharsets.UTF_16LE : otherwise;
  }
}
