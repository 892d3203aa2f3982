package afterimage.image;

import java.io.ByteArrayOutputStream;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
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
  private static final int ENTRY = 12;
  private static final byte[] UNICODE = "UNICODE\0".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] ASCII = "ASCII\0\0\0".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] NEW_BLOCK = {'M', 'M', 0, 42, 0, 0, 0, 8, 0, 0, 0, 0, 0, 0};

  private UserComment() {}

  /** The comment of a block, or null if it has none that can be read. */
  static @Nullable String read(byte[] exif) {
    try {
      ByteBuffer block = open(exif);
      int entry = find(block);
      if (entry < 0) {
        return null;
      }
      int length = block.getInt(entry + 4);
      byte[] data = new byte[Math.clamp(length, 0, exif.length)];
      block.get(block.getInt(entry + 8), data);
      return decode(data);
    } catch (IndexOutOfBoundsException | IllegalArgumentException | BufferUnderflowException e) {
      return null;
    }
  }

  /** Whether a comment says how a picture was made, in A1111's form. */
  static boolean isSettings(String comment) {
    return comment.contains("Steps: ");
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

  /** Where the entry of the comment starts, or -1. */
  private static int find(ByteBuffer block) {
    int pointer = find(block, block.getInt(4), ExifTag.EXIF_DIRECTORY);
    return pointer < 0 ? -1 : find(block, block.getInt(pointer + 8), ExifTag.USER_COMMENT);
  }

  private static ByteBuffer open(byte[] exif) {
    ByteBuffer block = ByteBuffer.wrap(exif);
    block.order(exif[0] == 'I' ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
    if (block.getShort(2) != 42) {
      throw new IllegalArgumentException("no TIFF structure");
    }
    return block;
  }

  private static int find(ByteBuffer block, int directory, int tag) {
    int count = block.getShort(directory) & 0xffff;
    for (int i = 0; i < count; i++) {
      int entry = directory + 2 + i * ENTRY;
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
      block.get(directory + 2 + i * ENTRY, entry);
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

  private static @Nullable String decode(byte[] data) {
    if (startsWith(data, ASCII)) {
      return new String(data, 8, data.length - 8, StandardCharsets.ISO_8859_1);
    }
    if (!startsWith(data, UNICODE) || data.length < 10) {
      return null;
    }
    // Others write the block's byte order: Latin letters show which half of a unit is zero.
    boolean littleEndian = data[8] != 0 && data[9] == 0;
    return new String(
        data,
        8,
        data.length - 8,
        littleEndian ? StandardCharsets.UTF_16LE : StandardCharsets.UTF_16BE);
  }

  private static boolean startsWith(byte[] data, byte[] prefix) {
    return data.length >= prefix.length
        && Arrays.equals(data, 0, prefix.length, prefix, 0, prefix.length);
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
