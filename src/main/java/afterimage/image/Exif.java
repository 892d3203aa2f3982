package afterimage.image;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;
import org.jspecify.annotations.Nullable;

/**
 * The few fields of an EXIF block that matter here, found by walking its TIFF structure: a header,
 * then directories of 12-byte entries (EXIF 3.0, section 4.6; TIFF 6.0, section 2).
 */
final class Exif {
  private static final int ORIENTATION = 0x0112;
  private static final int MAX_ENTRIES = 4096;
  private static final int BYTE = 1;
  private static final int LONG = 4;

  private Exif() {}

  /** The orientation that a block names; upright if it names none or is damaged. */
  static Orientation orientation(byte[] exif) {
    try (ImageInputStream in = new MemoryCacheImageInputStream(new ByteArrayInputStream(exif))) {
      return orientation(in);
    } catch (IOException e) {
      return Orientation.UPRIGHT;
    }
  }

  /** The orientation that a TIFF file's first directory names; upright if there is none. */
  static Orientation orientation(ImageInputStream tiff) {
    try {
      long entry = findOrientation(tiff);
      if (entry < 0) {
        return Orientation.UPRIGHT;
      }
      return Orientation.ofExif(readValue(tiff, entry));
    } catch (IOException | IndexOutOfBoundsException e) {
      return Orientation.UPRIGHT;
    }
  }

  /** The resolution that a block names; null if it names none or is damaged. */
  static @Nullable Resolution resolution(byte[] exif) {
    try {
      return resolution(TiffDirectory.first(PieceStream.whole(new FileBytes.InMemory(exif))));
    } catch (IOException e) {
      return null;
    }
  }

  /** The resolution that a directory names, or null. */
  static @Nullable Resolution resolution(TiffDirectory directory) throws IOException {
    return Resolution.of(
        directory.real(ExifTag.X_RESOLUTION, 0),
        directory.real(ExifTag.Y_RESOLUTION, 0),
        Resolution.Unit.ofTiff((int) directory.number(ExifTag.RESOLUTION_UNIT, 2)));
  }

  /** A block that says how large the picture is to be printed, whatever it said before. */
  static byte[] with(byte @Nullable [] exif, Resolution resolution) {
    ExifChange change = new ExifChange(exif);
    ExifTree fields = ExifTree.of(resolution, change.order());
    for (int tag : ExifTag.RESOLUTION) {
      ExifTree.Field field = fields.field(tag);
      if (field != null) {
        change.main(tag, field.type(), field.value());
      }
    }
    return change.apply();
  }

  /** A copy that says the picture is upright and has no thumbnail. */
  static byte[] upright(byte[] exif) {
    byte[] copy = exif.clone();
    try (ImageInputStream in = new MemoryCacheImageInputStream(new ByteArrayInputStream(exif))) {
      long entry = findOrientation(in);
      ByteBuffer block = ByteBuffer.wrap(copy).order(in.getByteOrder());
      if (entry >= 0) {
        in.seek(entry + 2);
        // Four bytes hold a value of any size that an orientation has, at their beginning.
        switch (in.readUnsignedShort()) {
          case BYTE -> block.put((int) entry + 8, (byte) 1);
          case LONG -> block.putInt((int) entry + 8, 1);
          default -> block.putShort((int) entry + 8, (short) 1);
        }
      }
      // The first directory ends in the offset of the next, which holds the thumbnail of the
      // source.
      long directory = firstDirectory(in);
      in.seek(directory);
      int end = (int) directory + 2 + in.readUnsignedShort() * 12;
      if (end + 4 <= copy.length) {
        block.putInt(end, 0);
      }
    } catch (IOException | IndexOutOfBoundsException e) {
      return exif;
    }
    return copy;
  }

  /** SHORT by the standard, BYTE or LONG by some programs. */
  private static int readValue(ImageInputStream in, long entry) throws IOException {
    in.seek(entry + 2);
    int type = in.readUnsignedShort();
    in.seek(entry + 8);
    return switch (type) {
      case BYTE -> in.readUnsignedByte();
      case LONG -> (int) in.readUnsignedInt();
      default -> in.readUnsignedShort();
    };
  }

  /** Where the entry of the orientation starts, or -1. */
  private static long findOrientation(ImageInputStream in) throws IOException {
    long directory = firstDirectory(in);
    in.seek(directory);
    int entries = Math.min(in.readUnsignedShort(), MAX_ENTRIES);
    for (int i = 0; i < entries; i++) {
      long entry = directory + 2 + i * 12L;
      in.seek(entry);
      if (in.readUnsignedShort() == ORIENTATION) {
        return entry;
      }
    }
    return -1;
  }

  private static long firstDirectory(ImageInputStream in) throws IOException {
    in.seek(0);
    boolean littleEndian = in.read() == 'I';
    in.setByteOrder(littleEndian ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
    in.seek(2);
    if (in.readUnsignedShort() != 42) {
      throw new IOException("no TIFF structure");
    }
    return in.readUnsignedInt();
  }
}
