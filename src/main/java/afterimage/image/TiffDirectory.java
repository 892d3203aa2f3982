package afterimage.image;

import afterimage.guard.Deadline;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Collections;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A directory of a TIFF file (TIFF 6.0, section 2; BigTIFF): fields by tag, none of whose values
 * lies outside the file.
 */
final class TiffDirectory {
  private static final int MAX_FIELDS = 4096;
  private static final int MAX_DIRECTORIES = 100;

  /** Of TIFF, BigTIFF, and cameras' files of the same structure: Olympus, Panasonic. */
  private static final Set<Integer> VERSIONS = Set.of(42, 43, 0x4f52, 0x5352, 0x0055);

  private static final int REDUCED_KIND = 254;

  private final PieceStream in;
  private final boolean big;
  private final Map<Integer, Field> fields = new TreeMap<>();
  private final Set<Integer> tags = new HashSet<>();
  private long next;

  /**
   * A field.
   *
   * @param type of its values
   * @param count of its values
   * @param values where they lie
   * @param entry as the directory has it
   */
  record Field(int type, long count, long values, byte[] entry) {
    long bytes() {
      return count * sizeOf(type);
    }
  }

  private TiffDirectory(PieceStream in, boolean big) {
    this.in = in;
    this.big = big;
  }

  /**
   * The directory of a file's picture: the first that is not said to be a smaller version of
   * another, or else the first.
   *
   * @param in the whole file; its byte order is set
   * @throws IOException if there is none
   */
  static TiffDirectory ofPicture(PieceStream in) throws IOException {
    TiffDirectory first = first(in);
    TiffDirectory directory = first;
    Set<Long> seen = new HashSet<>();
    while ((directory.number(REDUCED_KIND, 0) & 1) != 0) {
      long at = directory.next;
      if (at == 0 || !seen.add(at) || seen.size() > MAX_DIRECTORIES) {
        return first;
      }
      try {
        directory = read(in, first.big, at);
      } catch (IOException e) {
        return first;
      }
    }
    return directory;
  }

  /**
   * The first directory of a file or an EXIF block.
   *
   * @param in the whole of it; its byte order is set
   * @throws IOException if there is none
   */
  static TiffDirectory first(PieceStream in) throws IOException {
    in.seek(0);
    in.setByteOrder(in.read() == 'I' ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
    in.seek(2);
    int version = in.readUnsignedShort();
    if (!VERSIONS.contains(version)) {
      throw Refusal.damaged("version " + version);
    }
    boolean big = version == 43;
    in.seek(big ? 8 : 4);
    return read(in, big, big ? in.readLong() : in.readUnsignedInt());
  }

  /** The directory that a field points at; null if there is none, or it cannot be read. */
  @Nullable TiffDirectory child(int pointer) throws IOException {
    Field field = fields.get(pointer);
    long at = field == null || field.count != 1 ? 0 : number(field, 0, 0);
    try {
      return at == 0 ? null : at(at);
    } catch (IOException e) {
      return null;
    }
  }

  /**
   * Another directory of the same file.
   *
   * @throws IOException if there is none
   */
  TiffDirectory at(long place) throws IOException {
    return read(in, big, place);
  }

  private static TiffDirectory read(PieceStream in, boolean big, long at) throws IOException {
    TiffDirectory directory = new TiffDirectory(in, big);
    directory.read(at);
    return directory;
  }

  private void read(long at) throws IOException {
    if (at < 8 || at > in.length()) {
      throw Refusal.cut("directory at " + at);
    }
    in.seek(at);
    long entries = big ? in.readLong() : in.readUnsignedShort();
    if (entries < 1 || entries > MAX_FIELDS) {
      throw Refusal.damaged(entries + " fields");
    }
    long start = in.getStreamPosition();
    int length = big ? 20 : 12;
    for (int i = 0; i < entries; i++) {
      Deadline.check();
      field(start + (long) i * length, length);
    }
    long end = start + entries * length;
    in.seek(end);
    // Some blocks end with their last entry.
    next = end + (big ? 8 : 4) > in.length() ? 0 : big ? in.readLong() : in.readUnsignedInt();
  }

  private void field(long at, int length) throws IOException {
    in.seek(at);
    byte[] bytes = new byte[length];
    in.readFully(bytes);
    ByteBuffer entry = ByteBuffer.wrap(bytes).order(in.getByteOrder());
    int tag = entry.getShort() & 0xffff;
    tags.add(tag);
    int type = entry.getShort() & 0xffff;
    long count = big ? entry.getLong() : entry.getInt() & 0xffffffffL;
    int place = entry.position();
    long room = (long) length - place;
    if (sizeOf(type) == 0 || count < 0 || count > in.length()) {
      return;
    }
    boolean inside = count * sizeOf(type) <= room;
    long values =
        inside ? at + place : big ? entry.getLong(place) : entry.getInt(place) & 0xffffffffL;
    if (values >= 0 && values <= in.length() - count * sizeOf(type)) {
      fields.putIfAbsent(tag, new Field(type, count, values, bytes));
    }
  }

  /** Whether it has entries of 20 bytes. */
  boolean isBig() {
    return big;
  }

  /** Whether the file has a field, though its values may lie outside. */
  boolean hasTag(int tag) {
    return tags.contains(tag);
  }

  /** The fields whose values lie inside the file, by tag. */
  Map<Integer, Field> fields() {
    return Collections.unmodifiableMap(fields);
  }

  @Nullable Field field(int tag) {
    return fields.get(tag);
  }

  /** A field's first value; {@code missing} if it has none that is a whole number. */
  long number(int tag, long missing) throws IOException {
    Field field = fields.get(tag);
    return field == null || field.count == 0 ? missing : number(field, 0, missing);
  }

  /** A field's first value as a number of any kind; {@code missing} if it has none. */
  double real(int tag, double missing) throws IOException {
    Field field = fields.get(tag);
    if (field == null || field.count == 0) {
      return missing;
    }
    in.seek(field.values);
    return switch (field.type) {
      case 5 -> (double) in.readUnsignedInt() / in.readUnsignedInt();
      case 11 -> in.readFloat();
      case 12 -> in.readDouble();
      default -> number(field, 0, (long) missing);
    };
  }

  /** One of a field's values. */
  long number(Field field, long index, long missing) throws IOException {
    in.seek(field.values + index * sizeOf(field.type));
    return switch (field.type) {
      case 1, 7 -> in.readUnsignedByte();
      case 3 -> in.readUnsignedShort();
      case 4, 13 -> in.readUnsignedInt();
      case 16, 17, 18 -> in.readLong();
      default -> missing;
    };
  }

  /** A field's values as bytes; null if there are none, or more than {@code most}. */
  byte @Nullable [] bytes(int tag, int most) throws IOException {
    Field field = fields.get(tag);
    return field == null || field.bytes() > most ? null : bytes(field);
  }

  /** A field's values as bytes. */
  byte[] bytes(Field field) throws IOException {
    byte[] bytes = new byte[(int) field.bytes()];
    in.seek(field.values);
    in.readFully(bytes);
    return bytes;
  }

  /** Bytes of a value; 0 for types that nobody knows. */
  static int sizeOf(int type) {
    return switch (type) {
      case 1, 2, 6, 7, 129 -> 1;
      case 3, 8 -> 2;
      case 4, 9, 11, 13 -> 4;
      case 5, 10, 12, 16, 17, 18 -> 8;
      default -> 0;
    };
  }
}
