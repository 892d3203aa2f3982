package afterimage.image;

import afterimage.guard.Deadline;
import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Where the first frame of a GIF lies (GIF89a, sections 18 to 26), which decoders give alone, and
 * the comments and the XMP packet in front of it.
 */
final class GifFile {
  private static final int SCREEN = 6;
  private static final int COLORS = 13;
  private static final int EXTENSION = 0x21;
  private static final int IMAGE = 0x2c;
  private static final int COMMENT = 0xfe;
  private static final int APPLICATION = 0xff;
  private static final String XMP = "XMP DataXMP";
  // Behind a packet: numbers that lead whoever takes them for lengths to the end.
  private static final int XMP_TRAILER = 257;

  private GifFile() {}

  /**
   * The frame's place; null if there is no frame, or nothing around it.
   *
   * @param embedded gets what else there is
   */
  static @Nullable CanvasFrame frame(FileBytes file, EmbeddedData embedded) throws IOException {
    PieceStream in = PieceStream.whole(file);
    in.setByteOrder(ByteOrder.LITTLE_ENDIAN);
    in.seek(SCREEN);
    int width = in.readUnsignedShort();
    int height = in.readUnsignedShort();
    long at = (long) COLORS + colors(in.readUnsignedByte());
    while (at < file.size()) {
      Deadline.check();
      in.seek(at);
      int block = in.readUnsignedByte();
      if (block == IMAGE) {
        int x = in.readUnsignedShort();
        int y = in.readUnsignedShort();
        boolean inside =
            x + in.readUnsignedShort() <= width && y + in.readUnsignedShort() <= height;
        return inside ? new CanvasFrame(width, height, x, y) : null;
      }
      if (block != EXTENSION) {
        return null;
      }
      at = extension(in, in.readUnsignedByte(), at + 2, embedded);
    }
    return null;
  }

  /** Returns the place behind the extension whose first part is at {@code start}. */
  private static long extension(PieceStream in, int label, long start, EmbeddedData embedded)
      throws IOException {
    String application = "";
    long at = start;
    while (true) {
      Deadline.check();
      in.seek(at);
      int length = in.readUnsignedByte();
      if (length == 0) {
        break;
      }
      boolean comment = label == COMMENT;
      boolean named = label == APPLICATION && at == start;
      if (comment || named) {
        byte[] data = new byte[length];
        in.readFully(data);
        if (comment) {
          embedded.keepComment(data);
        } else {
          application = new String(data, StandardCharsets.ISO_8859_1);
        }
      }
      at += length + 1L;
    }
    long from = start + 1 + XMP.length();
    if (application.equals(XMP) && at - from > XMP_TRAILER) {
      packet(in, from, at - from - XMP_TRAILER, embedded);
    }
    return at + 1;
  }

  private static void packet(PieceStream in, long at, long length, EmbeddedData embedded)
      throws IOException {
    if (length > EmbeddedData.MAX_TEXT) {
      embedded.leaveOutText();
      return;
    }
    byte[] packet = new byte[(int) length];
    in.seek(at);
    in.readFully(packet);
    embedded.keepXmp(packet);
  }

  /** Bytes of the palette that the flags announce. */
  private static int colors(int flags) {
    return (flags & 0x80) == 0 ? 0 : 3 << ((flags & 7) + 1);
  }
}
