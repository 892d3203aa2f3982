package afterimage.image;

import java.io.ByteArrayOutputStream;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * EXIF's UserComment (tag 37510 of the EXIF directory), where A1111 keeps its settings in JPEG and
 * WebP: eight bytes that name the encoding, then the text, in big-endian UTF-16 as A1111 writes it.
 *
 * <p>A comment is added by appending: the directories that change are copied to the end of the
 * block, so that whatever else the block holds, makers' notes with their absolute offsets included,
 * stays where it is.
 */
final class UserComment {
  private static final int TYPE_LONG = 4;
  private static final int TYPE_UNDEFINED = 7;

  /** BYTE, ASCII, UNDEFINED and EXIF 3's UTF-8. */
  private static final Set<Integer> BYTE_TYPES = Set.of(1, 2, TYPE_UNDEFINED, 129);

  private static final int ENTRY = 12;
  private static final byte[] UNICODE = "UNICODE\0".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] NEW_BLOCK = {'M', 'M', 0, 42, 0, 0, 0, 8, 0, 0, 0, 0, 0, 0};

  private UserComment() {}

  /** The comment of a block, or null if it has none that can be read. */
  static @Nullable String read(byte[] exif) {
    try {
      ByteBuffer block = open(exif);
      int entry = find(block);
      return entry < 0 ? null : CommentText.ofComment(value(block, entry), block.order());
    } catch (IndexOutOfBoundsException | IllegalArgumentException | BufferUnderflowException e) {
      return null;
    }
  }

  /** The bytes of an entry's value; empty for numbers that lie in the entry itself. */
  static byte[] value(ByteBuffer block, int entry) {
    boolean bytes = BYTE_TYPES.contains((int) block.getShort(entry + 2));
    int length = block.getInt(entry + 4);
    if (!bytes || length <= 4) {
      return new byte[0];
    }
    byte[] data = new byte[Math.clamp(length, 0, block.limit())];
    block.get(block.getInt(entry + 8), data);
    return data;
  }

  /** Whether a comment says how a picture was made: in A1111's form, or as Fooocus' JSON. */
  static boolean isSettings(String comment) {
    return comment.contains("Steps: ")
        || (comment.startsWith("{") && comment.contains("\"prompt\""));
  }

  /**
   * A block with a comment in place of any it had.
   *
   * @param exif the block, or null for one that holds nothing else; a damaged one is kept as it is
   */
  static byte[] write(byte @Nullable [] exif, String text) {
    byte[] start = exif == null ? NEW_BLOCK : exif;
    try {
      return append(open(start), start, text);
    } catch (IndexOutOfBoundsException | IllegalArgumentException | BufferUnderflowException e) {
      return start;
    }
  }

  private static byte[] append(ByteBuffer block, byte[] start, String text) {
    int first = block.getInt(4);
    int pointer = find(block, first, ExifTag.EXIF_DIRECTORY);
    List<byte[]> entries =
        pointer < 0 ? new ArrayList<>() : entries(block, block.getInt(pointer + 8));
    entries.removeIf(entry -> tag(block, entry) == ExifTag.USER_COMMENT);

    byte[] comment = encode(text);
    Appended out = new Appended(start, block.order());
    int commentAt = out.add(comment);
    entries.add(
        entry(block.order(), ExifTag.USER_COMMENT, TYPE_UNDEFINED, comment.length, commentAt));
    int directoryAt = out.addDirectory(entries, 0);
    if (pointer >= 0) {
      return out.patched(pointer + 8, directoryAt);
    }
    List<byte[]> firstEntries = entries(block, first);
    firstEntries.add(entry(block.order(), ExifTag.EXIF_DIRECTORY, TYPE_LONG, 1, directoryAt));
    int next = block.getInt(first + 2 + (firstEntries.size() - 1) * ENTRY);
    return out.patched(4, out.addDirectory(firstEntries, next));
  }

  /** Where the entry of the comment starts, or -1; Fooocus puts it into the first directory. */
  private static int find(ByteBuffer block) {
    int first = block.getInt(4);
    int pointer = find(block, first, ExifTag.EXIF_DIRECTORY);
    int entry = pointer < 0 ? -1 : find(block, block.getInt(pointer + 8), ExifTag.USER_COMMENT);
    return entry < 0 ? find(block, first, ExifTag.USER_COMMENT) : entry;
  }

  static ByteBuffer open(byte[] exif) {
    ByteBuffer block = ByteBuffer.wrap(exif);
    block.order(exif[0] == 'I' ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
    if (block.getShort(2) != 42) {
      throw new IllegalArgumentException("no TIFF structure");
    }
    return block;
  }

  /** Where an entry of a directory starts. */
  static int entryAt(int directory, int index) {
    return directory + 2 + index * ENTRY;
  }

  private static int find(ByteBuffer block, int directory, int tag) {
    int count = block.getShort(directory) & 0xffff;
    for (int i = 0; i < count; i++) {
      int entry = entryAt(directory, i);
      if ((block.getShort(entry) & 0xffff) == tag) {
        return entry;
      }
    }
    return -1;
  }

  private static List<byte[]> entries(ByteBuffer block, int directory) {
    List<byte[]> entries = new ArrayList<>();
    int count = block.getShort(directory) & 0xffff;
    if (count == 0xffff) {
      throw new IllegalArgumentException("no room for one more entry");
    }
    for (int i = 0; i < count; i++) {
      byte[] entry = new byte[ENTRY];
      block.get(entryAt(directory, i), entry);
      entries.add(entry);
    }
    return entries;
  }

  private static int tag(ByteBuffer block, byte[] entry) {
    return ByteBuffer.wrap(entry).order(block.order()).getShort() & 0xffff;
  }

  private static byte[] entry(ByteOrder order, int tag, int type, int count, int value) {
    ByteBuffer entry = ByteBuffer.allocate(ENTRY).order(order);
    return entry.putShort((short) tag).putShort((short) type).putInt(count).putInt(value).array();
  }

  private static byte[] encode(String text) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(UNICODE);
    out.writeBytes(text.getBytes(StandardCharsets.UTF_16BE));
    return out.toByteArray();
  }

  /** A block that grows at its end. */
  private static final class Appended {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteOrder order;

    Appended(byte[] start, ByteOrder order) {
      this.order = order;
      out.writeBytes(start);
    }

    int add(byte[] data) {
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
