package afterimage.image;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A colour profile in pieces, as APP2 segments hold it (ICC.1:2022, annex B.4). */
final class JpegProfile {
  private static final byte[] NAME = "ICC_PROFILE\0".getBytes(StandardCharsets.ISO_8859_1);
  private static final int HEAD = NAME.length + 2;
  private static final int MAX_IN_PIECE = 65_533 - HEAD;

  private final Map<Integer, byte[]> pieces = new TreeMap<>();
  private int count;

  /** Looks at a segment; does nothing if it is of another kind. */
  void add(byte[] segment) {
    if (segment.length >= HEAD && Arrays.equals(segment, 0, NAME.length, NAME, 0, NAME.length)) {
      int number = segment[NAME.length] & 0xff;
      count = segment[NAME.length + 1] & 0xff;
      pieces.putIfAbsent(number, Arrays.copyOfRange(segment, HEAD, segment.length));
    }
  }

  /** Whether there is a piece of one. */
  boolean isFound() {
    return !pieces.isEmpty();
  }

  /** The profile, or null if a piece is missing. */
  byte @Nullable [] whole() {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (int number = 1; number <= Math.max(count, 1); number++) {
      byte[] piece = pieces.get(number);
      if (piece == null) {
        return null;
      }
      all.writeBytes(piece);
    }
    return all.toByteArray();
  }

  /** Writes a profile as segments, or nothing if it has more bytes than they can hold. */
  static void write(byte[] profile, ByteArrayOutputStream out) throws IOException {
    int all = Math.ceilDiv(profile.length, MAX_IN_PIECE);
    for (int number = 1; number <= all && all <= 255; number++) {
      int from = (number - 1) * MAX_IN_PIECE;
      byte[] piece =
          Arrays.copyOfRange(profile, from, Math.min(from + MAX_IN_PIECE, profile.length));
      String prefix = "ICC_PROFILE\0" + (char) number + (char) all;
      JpegSegments.segment(0xe2, prefix, piece, out);
    }
  }
}
