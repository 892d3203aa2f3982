package afterimage.image;

import afterimage.guard.Deadline;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A walk through a WebP file's chunks (RFC 9649, section 2.7: type, little-endian length, data
 * padded to even). The decoder gets a file of the first frame's chunks alone.
 */
final class WebpFile {
  private static final int FRAME_HEADER = 16;
  private static final int HAS_ALPHA = 0x10;

  private final FileBytes file;
  private final PieceStream in;
  private final EmbeddedData embedded;
  private @Nullable Chunk alpha;
  private @Nullable Chunk image;
  private byte @Nullable [] header;
  private @Nullable WebpFrame frame;
  private byte @Nullable [] profile;
  private boolean hasProfile;

  /** Where a chunk lies, with its header, without padding. */
  private record Chunk(long at, long length) {}

  private WebpFile(FileBytes file, EmbeddedData embedded) throws IOException {
    this.file = file;
    this.in = PieceStream.whole(file);
    this.embedded = embedded;
    in.setByteOrder(ByteOrder.LITTLE_ENDIAN);
  }

  /**
   * Looks at a file.
   *
   * @param embedded gets what else there is
   * @throws Refusal if pixels are missing
   */
  static WebpFile walk(FileBytes file, EmbeddedData embedded) throws IOException {
    WebpFile webp = new WebpFile(file, embedded);
    webp.chunks(12, file.size());
    if (webp.hasProfile) {
      embedded.keepProfile(webp.profile, 3);
    }
    return webp;
  }

  /** Where the first frame of an animation belongs; null for a picture that stands still. */
  @Nullable CanvasFrame frame() {
    return frame == null ? null : frame.place();
  }

  /** What the decoder may see. */
  PieceStream pixels() throws IOException {
    Chunk picture = image;
    if (picture == null) {
      throw Refusal.cut("no image chunk");
    }
    PieceStream.Builder chunks = new PieceStream.Builder(file);
    Chunk opacity = alpha;
    long length = 4 + padded(picture);
    byte[] extended = opacity == null ? null : extended();
    if (opacity != null && extended != null) {
      length += extended.length + padded(opacity);
    }
    ByteBuffer riff = ByteBuffer.allocate(12).order(ByteOrder.LITTLE_ENDIAN);
    riff.put(ascii("RIFF")).putInt((int) length).put(ascii("WEBP"));
    chunks.put(riff.array());
    if (opacity != null && extended != null) {
      chunks.put(extended);
      keep(opacity, chunks);
    }
    keep(picture, chunks);
    return chunks.build();
  }

  private void chunks(long from, long end) throws IOException {
    long at = from;
    while (end - at >= 8) {
      Deadline.check();
      in.seek(at);
      String type = new String(bytes(4), StandardCharsets.ISO_8859_1);
      long length = in.readUnsignedInt();
      boolean whole = length <= end - at - 8;
      if (!whole && (image == null || type.startsWith("VP8"))) {
        throw Refusal.cut(type + " of " + length + " bytes");
      }
      if (whole) {
        chunk(type, at, length);
      } else {
        leaveOut(type);
      }
      at += 8 + length + (length & 1);
    }
  }

  private void chunk(String type, long at, long length) throws IOException {
    switch (type) {
      case "VP8X" -> header = header == null && length >= 10 ? bytes(10) : header;
      case "ALPH" -> alpha = image == null ? new Chunk(at, 8 + length) : alpha;
      case "VP8 ", "VP8L" -> image = image == null ? new Chunk(at, 8 + length) : image;
      case "ANMF" -> frame(at, length);
      case "ICCP" -> profile(length);
      case "EXIF" -> exif(length);
      case "XMP ", "XMP\0" -> xmp(length);
      default -> {}
    }
  }

  private void frame(long at, long length) throws IOException {
    byte[] canvas = header;
    if (image != null || canvas == null || length < FRAME_HEADER) {
      return;
    }
    frame = WebpFrame.of(canvas, bytes(FRAME_HEADER));
    chunks(at + 8 + FRAME_HEADER, at + 8 + length);
  }

  private void profile(long length) throws IOException {
    hasProfile = true;
    profile = length <= EmbeddedData.MAX_PROFILE ? bytes((int) length) : null;
  }

  private void exif(long length) throws IOException {
    if (length > EmbeddedData.MAX_EXIF) {
      embedded.leaveOutExif();
      return;
    }
    byte[] data = bytes((int) length);
    // Some programs keep the prefix of JPEG.
    boolean prefix =
        length >= 6 && new String(data, 0, 4, StandardCharsets.ISO_8859_1).equals("Exif");
    embedded.keepExif(prefix ? Arrays.copyOfRange(data, 6, data.length) : data);
  }

  private void xmp(long length) throws IOException {
    if (length > EmbeddedData.MAX_TEXT) {
      embedded.leaveOutText();
    } else {
      embedded.keepXmp(bytes((int) length));
    }
  }

  private void leaveOut(String type) {
    switch (type) {
      case "EXIF" -> embedded.leaveOutExif();
      case "XMP " -> embedded.leaveOutText();
      default -> {}
    }
  }

  /** An extended header that says no more than that there is alpha; null if there is none. */
  private byte @Nullable [] extended() {
    byte[] canvas = header;
    WebpFrame shown = frame;
    if (canvas == null) {
      return null;
    }
    ByteBuffer chunk = ByteBuffer.allocate(18).order(ByteOrder.LITTLE_ENDIAN);
    chunk.put(ascii("VP8X")).putInt(10).putInt(HAS_ALPHA);
    if (shown == null) {
      chunk.put(canvas, 4, 6);
    } else {
      chunk.put(shown.sides());
    }
    return chunk.array();
  }

  private static long padded(Chunk chunk) {
    return chunk.length + (chunk.length & 1);
  }

  private static void keep(Chunk chunk, PieceStream.Builder out) throws IOException {
    out.keep(chunk.at, chunk.length);
    if ((chunk.length & 1) == 1) {
      out.put(new byte[1]);
    }
  }

  private byte[] bytes(int count) throws IOException {
    byte[] data = new byte[count];
    in.readFully(data);
    return data;
  }

  private static byte[] ascii(String type) {
    return type.getBytes(StandardCharsets.US_ASCII);
  }
}
