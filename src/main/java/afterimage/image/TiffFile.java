package afterimage.image;

import afterimage.guard.Deadline;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A walk through a TIFF file. The decoder gets one directory, with the fields that make pixels and
 * no others: nothing that is nested, and nothing that lies outside the file.
 */
final class TiffFile {
  private static final int COMPRESSION = 259;
  private static final int ORIENTATION = 274;
  private static final int SAMPLES = 277;
  private static final int EXTRA_SAMPLES = 338;

  /** What makes pixels (TIFF 6.0, and its supplements 1 and 2), in ascending order. */
  private static final int[] KEPT = {
    256,
    257,
    258,
    COMPRESSION,
    262,
    266,
    273,
    SAMPLES,
    278,
    279,
    284,
    292,
    293,
    317,
    320,
    322,
    323,
    324,
    325,
    332,
    334,
    EXTRA_SAMPLES,
    339,
    347,
    512,
    513,
    514,
    515,
    517,
    518,
    519,
    520,
    521,
    529,
    530,
    531,
    532,
    ExifTag.PROFILE
  };

  // None, CCITT, LZW, JPEG, Deflate, PackBits, PixTIFF: what TwelveMonkeys reads.
  private static final List<Integer> READABLE =
      List.of(1, 2, 3, 4, 5, 6, 7, 8, 32_773, 32_946, 50_013);

  private static final int MAX_SAMPLES = 64;

  private final FileBytes file;
  private final PieceStream in;
  private final TiffDirectory directory;

  private TiffFile(FileBytes file, PieceStream in, TiffDirectory directory) {
    this.file = file;
    this.in = in;
    this.directory = directory;
  }

  /** Looks at a file. */
  static TiffFile of(FileBytes file) throws IOException {
    PieceStream in = PieceStream.whole(file);
    return new TiffFile(file, in, TiffDirectory.ofPicture(in));
  }

  Orientation orientation() throws IOException {
    return Orientation.ofExif((int) directory.number(ORIENTATION, 1));
  }

  /** What a sample behind the colours is (field ExtraSamples). */
  StoredAlpha alpha() throws IOException {
    return switch ((int) directory.number(EXTRA_SAMPLES, -1)) {
      case 0 -> StoredAlpha.NONE;
      case 1 -> StoredAlpha.ASSOCIATED;
      default -> StoredAlpha.AS_DECODED;
    };
  }

  /** The pixels, where they are stored in an ordinary way; else null. */
  @Nullable TiffSegments segments() throws IOException {
    return TiffSegments.of(file, directory, in.getByteOrder());
  }

  /**
   * What the decoder may see.
   *
   * @param embedded gets what else there is
   * @throws Refusal if pixels are missing, or packed in a way that is not read
   */
  PieceStream walk(EmbeddedData embedded) throws IOException {
    int compression = (int) directory.number(COMPRESSION, 1);
    if (!READABLE.contains(compression)) {
      throw new Refusal(Refusal.Reason.COMPRESSION, "compression " + compression);
    }
    long samples = directory.number(SAMPLES, 1);
    if (samples < 1 || samples > MAX_SAMPLES) {
      throw Refusal.damaged(samples + " samples");
    }
    requireWhole(273, 279);
    requireWhole(324, 325);
    new TiffDescription(directory, in, embedded).keep().tellRest();
    boolean profile = false;
    if (directory.hasTag(ExifTag.PROFILE)) {
      byte[] bytes = directory.bytes(ExifTag.PROFILE, EmbeddedData.MAX_PROFILE);
      profile = embedded.keepProfile(bytes, channels((int) samples)) != null;
    }
    return pixels(profile);
  }

  /** Of the colours: a fourth sample may be black or opacity. */
  private int channels(int samples) throws IOException {
    return switch ((int) directory.number(262, 2)) {
      case 0, 1, 3 -> 1;
      case 5 -> 4;
      default -> samples < 3 ? 1 : 3;
    };
  }

  /** Every strip or tile must begin in the file, and end there unless its length is nonsense. */
  private void requireWhole(int offsets, int lengths) throws IOException {
    TiffDirectory.Field places = directory.field(offsets);
    TiffDirectory.Field counts = directory.field(lengths);
    if (places == null) {
      return;
    }
    long most = Math.max(1 << 16, 2 * rawBytes());
    for (long i = 0; i < places.count(); i++) {
      if ((i & 0xfff) == 0) {
        Deadline.check();
      }
      long at = directory.number(places, i, 0);
      long length = counts == null || i >= counts.count() ? 0 : directory.number(counts, i, 0);
      boolean beyond = length <= most && at > in.length() - length;
      if (at < 0 || (length > 0 && (at >= in.length() || beyond))) {
        throw Refusal.cut("strip of " + length + " bytes at " + at);
      }
    }
  }

  /** Of all pixels, before they were compressed. */
  private long rawBytes() throws IOException {
    double bits =
        (double) directory.number(256, 1)
            * directory.number(257, 1)
            * directory.number(SAMPLES, 1)
            * directory.number(258, 8);
    return (long) Math.min(bits / 8, Long.MAX_VALUE / 4.0);
  }

  private PieceStream pixels(boolean profile) throws IOException {
    List<byte[]> entries = new ArrayList<>();
    for (int tag : KEPT) {
      TiffDirectory.Field field = directory.field(tag);
      if (field != null && (tag != ExifTag.PROFILE || profile)) {
        entries.add(field.entry());
      }
    }
    long size = file.size();
    boolean big = directory.isBig();
    long at = size + (size & 1);
    int length = big ? 20 : 12;
    ByteBuffer own =
        ByteBuffer.allocate((int) (at - size) + 8 + entries.size() * length + 8)
            .order(in.getByteOrder());
    own.position((int) (at - size));
    if (big) {
      own.putLong(entries.size());
    } else {
      own.putShort((short) entries.size());
    }
    entries.forEach(own::put);
    return new PieceStream.Builder(file)
        .put(header(big, at))
        .keep(big ? 16 : 8, size - (big ? 16 : 8))
        .put(own.array())
        .build();
  }

  /** The file's own header, with another place of the directory. */
  private byte[] header(boolean big, long at) throws IOException {
    byte[] header = new byte[big ? 16 : 8];
    in.seek(0);
    in.readFully(header);
    ByteBuffer numbers = ByteBuffer.wrap(header).order(in.getByteOrder());
    if (big) {
      numbers.putLong(8, at);
    } else {
      numbers.putInt(4, (int) at);
    }
    return header;
  }
}
