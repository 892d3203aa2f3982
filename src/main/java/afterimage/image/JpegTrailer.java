package afterimage.image;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** What follows the end of a JPEG's picture: the video of a motion photo, and further pictures. */
final class JpegTrailer {
  /** How the segment begins that lists further pictures (CIPA DC-007, multi-picture format). */
  static final String LIST = "MPF\0";

  private static final String SAMSUNG = "MotionPhoto_Data";
  private static final int MOVIE = 4;
  private static final int MAX_LOOK = 1 << 18;
  private static final int ENTRIES = 0xb002;
  private static final int ENTRY = 16;
  private static final int MAX_ENTRIES = 100;
  private static final int REPRESENTATIVE = 0x2000_0000;
  private static final int KIND = 0xff_ffff;
  private static final int PRIMARY = 0x03_0000;

  private JpegTrailer() {}

  /** Whether a video begins there. */
  static boolean hasVideo(PieceStream in, long at) throws IOException {
    long left = in.length() - at;
    if (left < 12) {
      return false;
    }
    byte[] start = new byte[(int) Math.min(left, MAX_LOOK)];
    in.seek(at);
    in.readFully(start);
    String text = new String(start, StandardCharsets.ISO_8859_1);
    return text.startsWith("ftyp", MOVIE) || text.contains(SAMSUNG);
  }

  /** How many pictures a list has that are neither the first one nor previews of it. */
  static int pictures(byte[] list) {
    try {
      PieceStream in = PieceStream.whole(new FileBytes.InMemory(list));
      TiffDirectory directory = TiffDirectory.first(in);
      byte @Nullable [] entries = directory.bytes(ENTRIES, MAX_ENTRIES * ENTRY);
      int count = 0;
      for (int i = 0; entries != null && i + ENTRY <= entries.length; i += ENTRY) {
        int attributes = ByteBuffer.wrap(entries).order(in.getByteOrder()).getInt(i);
        int kind = attributes & KIND;
        boolean preview = kind >> 16 == 1;
        boolean first = i == 0 || kind == PRIMARY || (attributes & REPRESENTATIVE) != 0;
        count += first || preview ? 0 : 1;
      }
      return count;
    } catch (IOException e) {
      return 0;
    }
  }
}
