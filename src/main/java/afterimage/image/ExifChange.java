package afterimage.image;

import java.io.ByteArrayOutputStream;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Changes fields of an EXIF block by appending: the directories that change are copied to its end,
 * so that whatever else it holds, makers' notes with their absolute offsets included, stays where
 * it is.
 */
final class ExifChange {
  private static final int ENTRY = 12;
  private static final byte[] NEW_BLOCK = {'M', 'M', 0, 42, 0, 0, 0, 8, 0, 0, 0, 0, 0, 0};

  private final byte[] start;
  private final List<New> main = new ArrayList<>();
  private final List<New> below = new ArrayList<>();
  private final List<Integer> removed = new ArrayList<>();

  private record New(int tag, int type, byte[] value) {}

  /**
   * @param exif the block, or null for one that holds nothing else
   */
  ExifChange(byte @Nullable [] exif) {
    start = exif == null ? NEW_BLOCK : exif;
  }

  /** The byte order in which values must be. */
  ByteOrder order() {
    return start.length > 0 && start[0] == 'I' ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN;
  }

  /** A field of the main directory, in place of any of that tag. */
  ExifChange main(int tag, int type, byte[] value) {
    main.add(new New(tag, type, value));
    removed.add(tag);
    return this;
  }

  /** A field of EXIF's own directory, in place of any of that tag. */
  ExifChange exif(int tag, int type, byte[] value) {
    below.add(new New(tag, type, value));
    return this;
  }

  /** Takes a field out of the main directory. */
  ExifChange remove(int tag) {
    removed.add(tag);
    return this;
  }

  /** The changed block; a damaged one as it was. */
  byte[] apply() {
    try {
      return append(UserComment.open(start));
    } catch (IndexOutOfBoundsException | IllegalArgumentException | BufferUnderflowException e) {
      return start;
    }
  }

  private byte[] append(ByteBuffer block) {
    int first = block.getInt(4);
    List<byte[]> mainEntries = entries(block, first);
    int next = block.getInt(first + 2 + mainEntries.size() * ENTRY);
    Appended out = new Appended(start, block.order());
    boolean changed = mainEntries.removeIf(entry -> removed.contains(tag(block, entry)));
    for (New field : main) {
      mainEntries.add(out.entry(field));
      changed = true;
    }
    if (!below.isEmpty()) {
      int pointer = UserComment.find(block, first, ExifTag.EXIF_DIRECTORY);
      List<byte[]> entries =
          pointer < 0 ? new ArrayList<>() : entries(block, block.getInt(pointer + 8));
      for (New field : below) {
        entries.removeIf(entry -> tag(block, entry) == field.tag);
        entries.add(out.entry(field));
      }
      int directory = out.addDirectory(entries, 0);
      if (pointer >= 0 && !changed) {
        return out.patched(pointer + 8, directory);
      }
      mainEntries.removeIf(entry -> tag(block, entry) == ExifTag.EXIF_DIRECTORY);
      byte[] at = ByteBuffer.allocate(4).order(block.order()).putInt(directory).array();
      mainEntries.add(out.entry(new New(ExifTag.EXIF_DIRECTORY, ExifTree.LONG, at)));
      changed = true;
    }
    return changed ? out.patched(4, out.addDirectory(mainEntries, next)) : start;
  }

  private static List<byte[]> entries(ByteBuffer block, int directory) {
    List<byte[]> entries = new ArrayList<>();
    int count = block.getShort(directory) & 0xffff;
    if (count > 0xffff - 8) {
      throw new IllegalArgumentException("no room for more entries");
    }
    for (int i = 0; i < count; i++) {
      byte[] entry = new byte[ENTRY];
      block.get(UserComment.entryAt(directory, i), entry);
      entries.add(entry);
    }
    return entries;
  }

  private static int tag(ByteBuffer block, byte[] entry) {
    return ByteBuffer.wrap(entry).order(block.order()).getShort() & 0xffff;
  }

  /** A block that grows at its end. */
  private static final class Appended {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteOrder order;

    Appended(byte[] start, ByteOrder order) {
      this.order = order;
      out.writeBytes(start);
    }

    /** An entry; a value that does not fit into it is put behind the block. */
    byte[] entry(New field) {
      ByteBuffer entry = ByteBuffer.allocate(ENTRY).order(order);
      int count = field.value.length / TiffDirectory.sizeOf(field.type);
      entry.putShort((short) field.tag).putShort((short) field.type).putInt(count);
      if (field.value.length > 4) {
        entry.putInt(add(field.value));
      } else {
        entry.put(Arrays.copyOf(field.value, 4));
      }
      return entry.array();
    }

    private int add(byte[] data) {
      // Offsets in TIFF are even.
      out.writeBytes(new byte[out.size() & 1]);
      int at = out.size();
      out.writeBytes(data);
      return at;
    }

    int addDirectory(List<byte[]> entries, int next) {
      ByteBuffer directory = ByteBuffer.allocate(2 + entries.size() * ENTRY + 4).order(order);
      directory.putShort((short) entries.size());
      entries.stream()
          .sorted((a, b) -> Integer.compare(tag(directory, a), tag(directory, b)))
          .forEach(directory::put);
      return add(directory.putInt(next).array());
    }

    byte[] patched(int at, int value) {
      byte[] block = out.toByteArray();
      ByteBuffer.wrap(block).order(order).putInt(at, value);
      return block;
    }
  }
}
