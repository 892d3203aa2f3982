package afterimage.image;

import afterimage.guard.Deadline;
import java.io.IOException;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;

/** Where the first frame of a GIF lies (GIF89a, sections 18 to 24): decoders give it alone. */
final class GifFile {
  private static final int SCREEN = 6;
  private static final int COLORS = 13;
  private static final int EXTENSION = 0x21;
  private static final int IMAGE = 0x2c;

  private GifFile() {}

  /** The frame's place; null if there is no frame, or nothing around it. */
  static @Nullable CanvasFrame frame(FileBytes file) throws IOException {
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
      at += 2;
      int length;
      do {
        in.seek(at);
        length = in.readUnsignedByte();
        at += length + 1L;
      } while (length > 0);
    }
    return null;
  }

  /** Bytes of the palette that the flags announce. */
  private static int colors(int flags) {
    return (flags & 0x80) == 0 ? 0 : 3 << ((flags & 7) + 1);
  }
}
