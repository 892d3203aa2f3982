package afterimage.image;

import java.io.ByteArrayOutputStream;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * EXIF's UserComment (tag 37510 of the EXIF directory), where A1111 keeps its settings in JPEG and
 * WebP: eight bytes that name the encoding, then the text, in big-endian UTF-16 as A1111 writes it.
 */
final class UserComment {
  private static final int TYPE_UNDEFINED = 7;

  /** BYTE, ASCII, UNDEFINED and EXIF 3's UTF-8. */
  private static final Set<Integer> BYTE_TYPES = Set.of(1, 2, TYPE_UNDEFINED, 129);

  private static final int ENTRY = 12;
  private static final byte[] UNICODE = "UNICODE\0".getBytes(StandardCharsets.US_ASCII);
  private static final Set<String> FOOOCUS_FORMS = Set.of("fooocus", "a1111");

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
   * A block with a comment in place of any it had, in the main directory as well.
   *
   * @param exif the block, or null for one that holds nothing else; a damaged one is kept as it is
   */
  static byte[] write(byte @Nullable [] exif, String text) {
    ExifChange change =
        new ExifChange(exif).exif(ExifTag.USER_COMMENT, TYPE_UNDEFINED, encode(text));
    if (exif != null) {
      removeFromMain(exif, change);
    }
    return change.apply();
  }

  /** A block without a comment that says how a picture was made; the same if it has none. */
  static byte[] withoutSettings(byte[] exif) {
    String comment = read(exif);
    ExifTree tree = comment == null || !isSettings(comment) ? null : ExifTree.of(exif);
    if (tree == null) {
      return exif;
    }
    tree.remove(ExifTag.USER_COMMENT);
    return tree.isEmpty() ? exif : tree.block();
  }

  /** Fooocus writes a comment there, and the name of its form as maker's notes beside it. */
  private static void removeFromMain(byte[] exif, ExifChange change) {
    try {
      ByteBuffer block = open(exif);
      int first = block.getInt(4);
      if (find(block, first, ExifTag.USER_COMMENT) < 0) {
        return;
      }
      change.remove(ExifTag.USER_COMMENT);
      int notes = find(block, first, ExifTag.MAKER_NOTE);
      String form = notes < 0 ? "" : CommentText.latinOrUtf8(value(block, notes));
      if (FOOOCUS_FORMS.contains(form.replace("\0", ""))) {
        change.remove(ExifTag.MAKER_NOTE);
      }
    } catch (IndexOutOfBoundsException | IllegalArgumentException | BufferUnderflowException e) {
      // A damaged block is kept as it is.
    }
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

  /** Where the entry of a directory starts that has a tag, or -1. */
  static int find(ByteBuffer block, int directory, int tag) {
    int count = block.getShort(directory) & 0xffff;
    for (int i = 0; i < count; i++) {
      int entry = entryAt(directory, i);
      if ((block.getShort(entry) & 0xffff) == tag) {
        return entry;
      }
    }
    return -1;
  }

  private static byte[] encode(String text) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(UNICODE);
    out.writeBytes(text.getBytes(StandardCharsets.UTF_16BE));
    return out.toByteArray();
  }
}
