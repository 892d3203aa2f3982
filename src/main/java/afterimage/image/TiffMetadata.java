package afterimage.image;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import javax.imageio.stream.ImageInputStream;
import org.jspecify.annotations.Nullable;

/**
 * Puts metadata into a TIFF file: a directory of its own, with all fields of the encoder's, comes
 * first, so that makers' notes are as far from the start as in the block that they are from; then
 * the encoder's file without its header.
 */
final class TiffMetadata {
  private static final int STRIP_OFFSETS = 273;
  private static final int BUFFER = 1 << 16;

  private TiffMetadata() {}

  /**
   * Copies {@code plain} with the fields that {@code metadata} asks for.
   *
   * @param plain a whole file as the JDK writes it, in the byte order of {@code exif}
   * @param exif EXIF's fields, or null
   */
  static void write(
      ImageInputStream plain, @Nullable ExifTree exif, FileMetadata metadata, OutputStream out)
      throws IOException {
    byte[] iptc = metadata.iptc();
    Resolution resolution = metadata.resolution();
    if (exif == null && iptc == null && resolution == null) {
      copy(plain, 0, out);
      return;
    }
    PieceStream in = PieceStream.whole(new FileBytes.InStream(plain));
    TiffDirectory directory = TiffDirectory.first(in);
    ByteOrder order = in.getByteOrder();
    ExifTree fields = ExifTree.of(directory, directory, order, _ -> true);
    if (fields == null) {
      throw new IOException("no fields");
    }
    if (resolution != null) {
      fields.put(resolution);
    }
    if (iptc != null) {
      // As everybody writes it, though it is bytes.
      byte[] padded = Arrays.copyOf(iptc, Math.ceilDiv(iptc.length, 4) * 4);
      fields.put(ExifTag.IPTC, new ExifTree.Field(ExifTree.LONG, padded));
    }
    if (exif != null) {
      fields.addMissing(exif, tag -> !ExifTag.isOfPixels(tag));
    }
    ExifTree.Field strips = fields.field(STRIP_OFFSETS);
    if (strips == null) {
      throw new IOException("no strips");
    }
    int length = even(fields.block().length);
    fields.put(STRIP_OFFSETS, moved(strips, length - TiffBlock.HEADER, order));
    out.write(Arrays.copyOf(fields.block(), length));
    copy(plain, TiffBlock.HEADER, out);
  }

  private static ExifTree.Field moved(ExifTree.Field offsets, int by, ByteOrder order) {
    byte[] value = offsets.value().clone();
    ByteBuffer numbers = ByteBuffer.wrap(value).order(order);
    for (int i = 0; i < value.length; i += 4) {
      numbers.putInt(i, numbers.getInt(i) + by);
    }
    return new ExifTree.Field(offsets.type(), value);
  }

  private static int even(int length) {
    return length + (length & 1);
  }

  /** Copies a stream from a place to its end. */
  static void copy(ImageInputStream from, long at, OutputStream out) throws IOException {
    byte[] buffer = new byte[BUFFER];
    from.seek(at);
    for (int count = from.read(buffer); count > 0; count = from.read(buffer)) {
      out.write(buffer, 0, count);
    }
  }
}
