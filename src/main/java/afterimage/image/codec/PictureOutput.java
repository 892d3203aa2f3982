package afterimage.image.codec;

import java.io.DataOutputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.List;

/** What the process says: a picture's size, pixels and what else there is, or a file's bytes. */
@SuppressWarnings("restricted") // The library says how large what it points at is.
final class PictureOutput {
  static final int BEGINS = 'B';
  static final int PIXELS = 'P';
  static final int REFUSED = 'R';
  static final int DESCRIBED = 'V';
  static final int ENCODED = 'E';

  private static final int PIECE = 1 << 24;

  private final FileChannel pixels;
  private final DataOutputStream out;
  private final long maxPixels;
  private boolean isLimited;

  PictureOutput(FileOutputStream stream, long maxPixels) {
    this.pixels = stream.getChannel();
    this.out = new DataOutputStream(stream);
    this.maxPixels = maxPixels;
  }

  /** One for a process that decodes many pictures, whose memory is not bounded by one of them. */
  static PictureOutput unlimited(FileOutputStream stream, long maxPixels) {
    PictureOutput output = new PictureOutput(stream, maxPixels);
    output.isLimited = true;
    return output;
  }

  /**
   * Tells the size before anything is decoded.
   *
   * @throws CodecException if it is too large
   */
  void begin(PictureHeader header) throws IOException {
    out.writeByte(BEGINS);
    header.write(out);
    out.flush();
    limit(header.pixels());
  }

  /**
   * Bounds what decoding so many pixels may take.
   *
   * @throws CodecException if there are too many
   */
  void limit(long pixels) throws CodecException {
    if (pixels > maxPixels) {
      throw new CodecException(CodecException.Kind.LARGE, pixels + " pixels");
    }
    if (!isLimited) {
      isLimited = true;
      MemoryLimit.set(pixels);
    }
  }

  /**
   * Writes the pixels.
   *
   * @param stride bytes from row to row
   */
  void pixels(PictureHeader header, MemorySegment data, long stride) throws IOException {
    long row = header.rowBytes();
    MemorySegment all = data.reinterpret(stride * (header.height() - 1) + row);
    out.writeByte(PIXELS);
    out.flush();
    if (stride == row) {
      writeAll(all);
    } else {
      for (int y = 0; y < header.height(); y++) {
        write(all.asSlice(y * stride, row).asByteBuffer());
      }
    }
  }

  /**
   * Writes an encoded file.
   *
   * @param pieces of it, in their order
   */
  void encoded(List<MemorySegment> pieces) throws IOException {
    out.writeByte(ENCODED);
    out.writeLong(pieces.stream().mapToLong(MemorySegment::byteSize).sum());
    out.flush();
    for (MemorySegment piece : pieces) {
      writeAll(piece);
    }
  }

  private void writeAll(MemorySegment bytes) throws IOException {
    for (long at = 0; at < bytes.byteSize(); at += PIECE) {
      write(bytes.asSlice(at, Math.min(PIECE, bytes.byteSize() - at)).asByteBuffer());
    }
  }

  private void write(ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining()) {
      pixels.write(bytes);
    }
  }

  void end(PictureParts parts) throws IOException {
    parts.write(out);
    out.flush();
  }

  void describe(LibraryFacts facts) throws IOException {
    out.writeByte(DESCRIBED);
    out.writeUTF(facts.version());
    out.writeBoolean(facts.encodes());
    out.flush();
  }

  void refuse(CodecException reason) throws IOException {
    out.writeByte(REFUSED);
    out.writeUTF(reason.kind().name());
    String detail = String.valueOf(reason.getMessage());
    out.writeUTF(detail.substring(0, Math.min(detail.length(), 500)));
    out.flush();
  }
}
