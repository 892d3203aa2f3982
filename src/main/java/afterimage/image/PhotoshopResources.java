package afterimage.image;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Photoshop's image resources, in which JPEG and PNG keep IPTC: a signature, a number, a name and
 * data each (Adobe Photoshop File Formats Specification, image resources section).
 */
final class PhotoshopResources {
  private static final Set<String> SIGNATURES = Set.of("8BIM", "8B64", "MeSa", "AgHg", "PHUT");
  private static final int IPTC = 0x0404;
  private static final int HEADER = 12;

  private PhotoshopResources() {}

  /** The IPTC block among them, or null. */
  static byte @Nullable [] iptc(byte[] resources) {
    ByteBuffer in = ByteBuffer.wrap(resources);
    while (in.remaining() >= HEADER) {
      byte[] signature = new byte[4];
      in.get(signature);
      if (!SIGNATURES.contains(new String(signature, StandardCharsets.ISO_8859_1))) {
        return null;
      }
      int number = in.getShort() & 0xffff;
      // A name of a length in one byte, all of it padded to even.
      int name = (in.get() & 0xff) | 1;
      if (in.remaining() < name + 4) {
        return null;
      }
      in.position(in.position() + name);
      long length = in.getInt() & 0xffffffffL;
      if (length > in.remaining()) {
        return null;
      }
      if (number == IPTC) {
        int from = in.position();
        return Arrays.copyOfRange(resources, from, from + (int) length);
      }
      in.position((int) Math.min(in.limit(), in.position() + length + (length & 1)));
    }
    return null;
  }

  /** A resource that holds an IPTC block, and no others. */
  static byte[] of(byte[] iptc) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteBuffer head = ByteBuffer.allocate(HEADER);
    head.put("8BIM".getBytes(StandardCharsets.ISO_8859_1)).putShort((short) IPTC);
    out.writeBytes(head.putShort((short) 0).putInt(iptc.length).array());
    out.writeBytes(iptc);
    out.writeBytes(new byte[iptc.length & 1]);
    return out.toByteArray();
  }
}
