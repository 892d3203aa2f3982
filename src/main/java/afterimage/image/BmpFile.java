package afterimage.image;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * A look at the header of a BMP file. The decoder gets the file with a header that names no file of
 * this computer and no profile that cannot be used.
 */
final class BmpFile {
  private static final int MAX_HEADER = 14 + 124;
  private static final int FIRST_WITH_PROFILE = 124;

  /** Where a header says how many pixels a metre has. */
  static final int PELS_PER_METER = 38;

  private static final int COLOR_SPACE = 14 + 56;
  private static final int SRGB = 0x73524742;
  private static final int LINKED = 0x4c494e4b;
  private static final int EMBEDDED = 0x4d424544;

  private BmpFile() {}

  /**
   * What the decoder may see.
   *
   * @param embedded is told of a profile that is left out
   * @throws Refusal if pixels are missing, or packed in a way that is not read
   */
  static PieceStream walk(FileBytes file, EmbeddedData embedded) throws IOException {
    byte[] bytes = new byte[(int) Math.min(MAX_HEADER, file.size())];
    PieceStream in = PieceStream.whole(file);
    in.readFully(bytes);
    ByteBuffer header = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    if (bytes.length < 26) {
      throw Refusal.cut(bytes.length + " bytes");
    }
    int length = header.getInt(14);
    if (length >= 40 && bytes.length >= 54) {
      requireWhole(header, file.size());
      embedded.keepResolution(
          Resolution.ofMetre(header.getInt(PELS_PER_METER), header.getInt(PELS_PER_METER + 4)));
    }
    if (length >= FIRST_WITH_PROFILE && bytes.length == MAX_HEADER) {
      int space = header.getInt(COLOR_SPACE);
      boolean keeps = space == EMBEDDED && isUsable(header, file.size(), in);
      if (space == LINKED || (space == EMBEDDED && !keeps)) {
        embedded.leaveOutProfile();
        header.putInt(COLOR_SPACE, SRGB);
      }
    }
    return new PieceStream.Builder(file)
        .put(bytes)
        .keep(bytes.length, file.size() - bytes.length)
        .build();
  }

  private static void requireWhole(ByteBuffer header, long size) throws IOException {
    int compression = header.getInt(30);
    if (compression == 4 || compression == 5) {
      throw new Refusal(Refusal.Reason.COMPRESSION, "compression " + compression);
    }
    long colors = header.getInt(46) & 0xffffffffL;
    if (colors > 1 << 16) {
      throw Refusal.damaged(colors + " colours");
    }
    long row = Math.ceilDiv((long) header.getInt(18) * (header.getShort(28) & 0xffff), 32) * 4;
    long rows = Math.abs((long) header.getInt(22));
    boolean raw = compression == 0 || compression == 3;
    // Some programs leave out the last row's padding.
    long left = size - (header.getInt(10) & 0xffffffffL) + 3;
    if (raw && row > 0 && rows > left / row) {
      throw Refusal.cut("rows of " + row + " bytes");
    }
  }

  private static boolean isUsable(ByteBuffer header, long size, PieceStream in) throws IOException {
    long at = 14 + (header.getInt(14 + 112) & 0xffffffffL);
    long length = header.getInt(14 + 116) & 0xffffffffL;
    if (length > EmbeddedData.MAX_PROFILE || at > size - length) {
      return false;
    }
    byte[] profile = new byte[(int) length];
    in.seek(at);
    in.readFully(profile);
    return ColorConversion.usable(profile, 3) != null;
  }
}
