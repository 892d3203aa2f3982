package afterimage.image;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The part of an XMP packet that does not fit into a JPEG's segment, in segments of its own (XMP
 * specification, part 3, section 1.1.3.1): a digest that names it, its length, a place, and a piece
 * each. The packet names the digest.
 */
final class ExtendedXmp {
  /** How its segments begin. */
  static final String PREFIX = "http://ns.adobe.com/xmp/extension/\0";

  private static final XmpProperties.Name DIGEST =
      new XmpProperties.Name("http://ns.adobe.com/xmp/note/", "HasExtendedXMP");
  private static final int DIGEST_LENGTH = 32;
  private static final int HEAD = DIGEST_LENGTH + 8;
  private static final int MAX_PIECE = 65_400;
  // What a packet needs around its properties, and to name the digest.
  private static final int NOTE = 1000;

  private final Map<String, TreeMap<Long, byte[]>> found = new HashMap<>();
  private long bytes;

  /** A packet for one segment, and what is in the others. */
  record Split(byte[] packet, byte[] extension) {}

  /**
   * Takes the longest properties out of a packet until it fits into a segment.
   *
   * @return null if it cannot be taken apart
   */
  static @Nullable Split split(byte[] packet, int most) {
    XmpProperties main = XmpProperties.of(new String(packet, StandardCharsets.UTF_8));
    XmpProperties extension = XmpProperties.of(null);
    if (main == null || extension == null) {
      return null;
    }
    main.moveLongestTo(extension, most - NOTE);
    byte[] more = bytes(extension.bare());
    main.put(DIGEST, "xmpNote", digest(more));
    return new Split(bytes(main.packet()), more);
  }

  /** The segments' data, without their prefix. */
  static List<byte[]> segments(byte[] extension) {
    List<byte[]> segments = new ArrayList<>();
    byte[] digest = digest(extension).getBytes(StandardCharsets.US_ASCII);
    for (int from = 0; from < extension.length; from += MAX_PIECE) {
      int count = Math.min(MAX_PIECE, extension.length - from);
      ByteBuffer segment = ByteBuffer.allocate(HEAD + count).put(digest);
      segment.putInt(extension.length).putInt(from).put(extension, from, count);
      segments.add(segment.array());
    }
    return segments;
  }

  private static String digest(byte[] extension) {
    try {
      byte[] digest = MessageDigest.getInstance("MD5").digest(extension);
      return HexFormat.of().withUpperCase().formatHex(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Looks at a segment's data, without their prefix. */
  void add(byte[] segment) {
    if (segment.length < HEAD || bytes + segment.length > EmbeddedData.MAX_TEXT) {
      return;
    }
    bytes += segment.length;
    String digest = new String(segment, 0, DIGEST_LENGTH, StandardCharsets.ISO_8859_1);
    long at = ByteBuffer.wrap(segment).getInt(DIGEST_LENGTH + 4) & 0xffffffffL;
    found
        .computeIfAbsent(digest, _ -> new TreeMap<>())
        .putIfAbsent(at, Arrays.copyOfRange(segment, HEAD, segment.length));
  }

  /** Whether there is anything. */
  boolean isEmpty() {
    return found.isEmpty();
  }

  /**
   * A packet with what the segments add to it.
   *
   * @return null if that cannot be told: a piece is missing, or no packet can be read
   */
  byte @Nullable [] join(byte[] packet) {
    XmpProperties main = XmpProperties.of(XmpText.of(packet, StandardCharsets.UTF_8));
    TreeMap<Long, byte[]> pieces = main == null ? null : found.get(main.text(DIGEST));
    if (main == null || pieces == null) {
      return null;
    }
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (Map.Entry<Long, byte[]> piece : pieces.entrySet()) {
      if (piece.getKey() != all.size()) {
        return null;
      }
      all.writeBytes(piece.getValue());
    }
    XmpProperties more = XmpProperties.of(XmpText.of(all.toByteArray(), StandardCharsets.UTF_8));
    if (more == null) {
      return null;
    }
    main.remove(DIGEST);
    main.addMissing(more);
    return bytes(main.packet());
  }

  private static byte[] bytes(String packet) {
    return packet.getBytes(StandardCharsets.UTF_8);
  }
}
