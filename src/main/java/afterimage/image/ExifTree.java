package afterimage.image;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/**
 * The directories of an EXIF block or a TIFF file, to be laid out anew: a main directory, and below
 * it those of EXIF, GPS and interoperability (EXIF 3.0, section 4.6). Makers' notes stay at their
 * place where they can, since they may point at themselves by offsets from the block's start.
 */
final class ExifTree {
  static final int LONG = 4;
  private static final int SHORT = 3;
  private static final int RATIONAL = 5;
  private static final int ENTRY = 12;
  // Behind this, a JPEG cannot hold them, and other files would have to be filled up to there.
  private static final int MAX_NOTES_AT = 60_000;

  private final ByteOrder order;
  private final TreeMap<Integer, Field> fields = new TreeMap<>();
  private final TreeMap<Integer, ExifTree> children = new TreeMap<>();
  private long notesAt;

  /**
   * A field.
   *
   * @param type of its values
   * @param value in the tree's byte order
   */
  record Field(int type, byte[] value) {
    int count() {
      return value.length / TiffDirectory.sizeOf(type);
    }
  }

  private ExifTree(ByteOrder order) {
    this.order = order;
  }

  /** The fields that say how large a picture is to be printed, and nothing else. */
  static ExifTree of(Resolution resolution, ByteOrder order) {
    ExifTree tree = new ExifTree(order);
    tree.put(resolution);
    return tree;
  }

  /** What can be read of a block, without its thumbnail; null if that is nothing. */
  static @Nullable ExifTree of(byte[] exif) {
    try {
      PieceStream in = PieceStream.whole(new FileBytes.InMemory(exif));
      TiffDirectory first = TiffDirectory.first(in);
      return of(first, first, in.getByteOrder(), tag -> !ExifTag.isStale(tag));
    } catch (IOException e) {
      return null;
    }
  }

  /**
   * What can be read of directories; null if that is nothing, or more than anybody would write.
   *
   * @param main the main directory
   * @param otherwise where the directories below are looked for that the main one has not
   * @param kept tags of the main directory
   */
  static @Nullable ExifTree of(
      TiffDirectory main, TiffDirectory otherwise, ByteOrder order, IntPredicate kept)
      throws IOException {
    ExifTree tree = new ExifTree(order);
    long left = tree.read(main, kept, EmbeddedData.MAX_EXIF);
    for (TiffDirectory directory : new TiffDirectory[] {main, otherwise}) {
      left = tree.readChild(directory, ExifTag.EXIF_DIRECTORY, left);
      left = tree.readChild(directory, ExifTag.GPS_DIRECTORY, left);
    }
    return left < 0 || tree.isEmpty() ? null : tree;
  }

  /** Returns what is left of a budget; less than 0 if that was not enough. */
  private long read(TiffDirectory directory, IntPredicate kept, long budget) throws IOException {
    long left = budget;
    for (Map.Entry<Integer, TiffDirectory.Field> entry : directory.fields().entrySet()) {
      int tag = entry.getKey();
      TiffDirectory.Field found = entry.getValue();
      if (ExifTag.isPointer(tag) || !kept.test(tag)) {
        continue;
      }
      left -= found.bytes();
      if (left < 0) {
        return left;
      }
      Field field = classic(found.type(), directory.bytes(found));
      if (field != null) {
        fields.put(tag, field);
      }
      if (tag == ExifTag.MAKER_NOTE && found.bytes() > 4) {
        notesAt = found.values();
      }
    }
    return left;
  }

  private long readChild(TiffDirectory directory, int pointer, long budget) throws IOException {
    TiffDirectory below = children.containsKey(pointer) ? null : directory.child(pointer);
    if (below == null || budget < 0) {
      return budget;
    }
    ExifTree child = new ExifTree(order);
    long left = child.read(below, _ -> true, budget);
    if (pointer == ExifTag.EXIF_DIRECTORY) {
      left = child.readChild(below, ExifTag.INTEROP_DIRECTORY, left);
    }
    if (!child.isEmpty()) {
      children.put(pointer, child);
    }
    return left;
  }

  /** A field in a type that blocks can have; BigTIFF has three more, of eight bytes. */
  private @Nullable Field classic(int type, byte[] value) {
    if (type < 16 || type > 18) {
      return new Field(type, value);
    }
    ByteBuffer wide = ByteBuffer.wrap(value).order(order);
    ByteBuffer narrow = ByteBuffer.allocate(value.length / 2).order(order);
    while (wide.hasRemaining()) {
      long number = wide.getLong();
      if (number != (type == 17 ? (int) number : number & 0xffffffffL)) {
        return null;
      }
      narrow.putInt((int) number);
    }
    return new Field(type == 17 ? 9 : LONG, narrow.array());
  }

  ByteOrder order() {
    return order;
  }

  boolean isEmpty() {
    return fields.isEmpty() && children.isEmpty();
  }

  /** Of this directory; null if it has none of that tag. */
  @Nullable Field field(int tag) {
    return fields.get(tag);
  }

  /** Of this directory. */
  void put(int tag, Field field) {
    fields.put(tag, field);
  }

  /** The directory that a pointer of this one leads to, or null. */
  @Nullable ExifTree child(int pointer) {
    return children.get(pointer);
  }

  /** The fields that say how large the picture is to be printed. */
  void put(Resolution resolution) {
    put(ExifTag.X_RESOLUTION, rational(resolution.x()));
    put(ExifTag.Y_RESOLUTION, rational(resolution.y()));
    byte[] unit = new byte[2];
    ByteBuffer.wrap(unit).order(order).putShort((short) resolution.unit().tiff());
    put(ExifTag.RESOLUTION_UNIT, new Field(SHORT, unit));
  }

  private Field rational(double number) {
    int[] parts = Resolution.rational(number);
    ByteBuffer value = ByteBuffer.allocate(8).order(order);
    return new Field(RATIONAL, value.putInt(parts[0]).putInt(parts[1]).array());
  }

  /** Takes over what another tree has and this one lacks; both have the same byte order. */
  void addMissing(ExifTree other, IntPredicate kept) {
    other.fields.forEach(
        (tag, field) -> {
          if (kept.test(tag)) {
            fields.putIfAbsent(tag, field);
          }
        });
    other.children.forEach(children::putIfAbsent);
  }

  /** Takes a field out of the directories of this tree, wherever it is. */
  void remove(int tag) {
    fields.remove(tag);
    children.values().forEach(child -> child.remove(tag));
  }

  /** The tag of the longest field of all directories, or -1. */
  int longest() {
    int longest = -1;
    int bytes = 0;
    for (Map.Entry<Integer, Field> field : fields.entrySet()) {
      if (field.getValue().value.length > bytes) {
        longest = field.getKey();
        bytes = field.getValue().value.length;
      }
    }
    for (ExifTree child : children.values()) {
      int tag = child.longest();
      if (tag >= 0 && child.length(tag) > bytes) {
        longest = tag;
        bytes = child.length(tag);
      }
    }
    return longest;
  }

  /** Bytes of a field, in whichever directory it is longest. */
  private int length(int tag) {
    Field field = fields.get(tag);
    int own = field == null ? 0 : field.value.length;
    return children.values().stream().mapToInt(child -> child.length(tag)).reduce(own, Math::max);
  }

  /** About how many bytes the block will have, without gaps. */
  long size() {
    long size = 6;
    for (Field field : fields.values()) {
      size += ENTRY + (field.value.length > 4 ? field.value.length : 0);
    }
    for (ExifTree child : children.values()) {
      size += ENTRY + child.size();
    }
    return size;
  }

  /** Whether makers' notes must leave their place, so that what they point at may be lost. */
  boolean movesNotes() {
    ExifTree exif = children.get(ExifTag.EXIF_DIRECTORY);
    return exif != null && exif.notesAt > 0 && exif.pinnedAt() < 0;
  }

  /** Where makers' notes stay, or -1. */
  private int pinnedAt() {
    Field notes = fields.get(ExifTag.MAKER_NOTE);
    boolean stays = notes != null && notesAt >= TiffBlock.HEADER && notesAt <= MAX_NOTES_AT;
    return stays ? (int) notesAt : -1;
  }

  /** The tree as a block of its own. */
  byte[] block() {
    ExifTree exif = children.get(ExifTag.EXIF_DIRECTORY);
    Field notes = exif == null ? null : exif.fields.get(ExifTag.MAKER_NOTE);
    int pinned = exif == null ? -1 : exif.pinnedAt();
    TiffBlock out =
        new TiffBlock(order, pinned, pinned < 0 || notes == null ? 0 : notes.value.length);
    return out.finish(write(out));
  }

  /** Returns where the directory is. */
  private int write(TiffBlock out) {
    TreeSet<Integer> tags = new TreeSet<>(fields.keySet());
    tags.addAll(children.keySet());
    int at = out.allocate(2 + tags.size() * ENTRY + 4);
    out.putShort(at, tags.size());
    int entry = at + 2;
    for (int tag : tags) {
      ExifTree child = children.get(tag);
      Field field = fields.get(tag);
      out.putShort(entry, tag);
      if (child != null) {
        out.putShort(entry + 2, LONG);
        out.putInt(entry + 4, 1);
        out.putInt(entry + 8, child.write(out));
      } else if (field != null) {
        out.putShort(entry + 2, field.type);
        out.putInt(entry + 4, field.count());
        boolean notes = tag == ExifTag.MAKER_NOTE && notesAt > 0;
        int place = notes ? pinnedAt() : -1;
        value(out, entry + 8, field.value, place);
      }
      entry += ENTRY;
    }
    return at;
  }

  private static void value(TiffBlock out, int slot, byte[] value, int pinned) {
    if (value.length <= 4) {
      out.put(slot, value);
      return;
    }
    int place = pinned >= 0 ? pinned : out.allocate(value.length);
    out.put(place, value);
    out.putInt(slot, place);
  }
}
