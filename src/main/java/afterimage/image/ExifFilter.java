package afterimage.image;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayDeque;
import java.util.BitSet;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Copies of an EXIF block only the fields that a rule keeps, each to the place where it was, so
 * that absolute offsets in a maker's notes stay right; every other byte becomes zero. So nothing
 * stays that no kept field points at: no thumbnail, no directory that somebody only unlinked.
 *
 * <p>Takes what EXIF 3.0, section 4.6 describes: a main directory, and below it those of EXIF, GPS
 * and interoperability. A field that reaches out of the block goes; a block in which what stays
 * overlaps what goes, or directories overlap, is refused. Work is linear in the block's size.
 */
final class ExifFilter {
  private static final int HEADER = 8;
  private static final int ENTRY = 12;
  private static final int MAX_DIRECTORIES = 64;
  // Bytes of a value by its type (TIFF 6.0; 13 is a pointer; 129 is UTF-8, EXIF 3.0).
  private static final int[] SIZES = {0, 1, 1, 2, 4, 8, 1, 1, 2, 4, 8, 4, 8, 4};
  private static final int TYPE_UTF8 = 129;

  /** What is to be kept. */
  @FunctionalInterface
  interface Rule {
    /**
     * Judges one field that is no pointer to a directory that the rule keeps as a whole.
     *
     * @param tag its number
     * @param value its bytes, in the block's order; a pointer's own four
     */
    Verdict judge(int tag, byte[] value);
  }

  private final ByteBuffer block;
  private final Rule rule;
  private final Consumer<String> doubts;
  private final ByteBuffer out;
  private final BitSet kept = new BitSet();
  private final BitSet structure = new BitSet();
  private final BitSet dropped = new BitSet();
  private final Set<Long> visited = new HashSet<>();
  private final Deque<Long> goingAway = new ArrayDeque<>();
  private long budget;

  private ExifFilter(byte[] exif, Rule rule, Consumer<String> doubts) {
    this.rule = rule;
    this.doubts = doubts;
    block = ByteBuffer.wrap(exif);
    block.order(exif[0] == 'I' ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
    // The last directory may lack the offset of the next; the copy's has it.
    out = ByteBuffer.allocate(exif.length + 4).order(block.order());
    // Values are looked at up to twice, and fields may share them: what asks for more is a bomb.
    budget = 4L * exif.length;
  }

  /**
   * A copy with what the rule keeps.
   *
   * @param doubts gets the name of each field that went although nobody could tell
   * @return null if the block is so damaged that nobody can tell what it says
   */
  static byte @Nullable [] filter(byte[] exif, Rule rule, Consumer<String> doubts) {
    if (exif.length < HEADER + 2 || exif[0] != exif[1] || (exif[0] != 'I' && exif[0] != 'M')) {
      return null;
    }
    return new ExifFilter(exif, rule, doubts).filtered();
  }

  private byte @Nullable [] filtered() {
    if (block.getShort(2) != 42) {
      return null;
    }
    try {
      out.put(0, block, 0, 4);
      structure.set(0, HEADER);
      long first = unsigned(4);
      out.putInt(4, (int) first);
      copyDirectory(first, 0);
      while (!goingAway.isEmpty()) {
        markDirectory(goingAway.remove());
      }
    } catch (InsaneBlock e) {
      return null;
    }
    if (kept.intersects(dropped) || kept.intersects(structure) || structure.intersects(dropped)) {
      return null;
    }
    int used = Math.max(kept.length(), structure.length());
    byte[] result = new byte[used];
    out.get(0, result);
    return result;
  }

  /**
   * @param parent the tag of the pointer that led here, or 0 for the main directory
   */
  private void copyDirectory(long at, int parent) throws InsaneBlock {
    int count = open(at);
    int directory = (int) at;
    Set<Integer> seen = new HashSet<>();
    int to = 0;
    for (int i = 0; i < count; i++) {
      int entry = directory + 2 + i * ENTRY;
      int tag = block.getShort(entry) & 0xffff;
      if (seen.add(tag) && copies(entry, tag, parent)) {
        out.put(directory + 2 + to * ENTRY, block, entry, ENTRY);
        to++;
      } else {
        mark(entry, tag);
      }
    }
    // A pointer at the next directory, the thumbnail's, is not copied: what follows is zero.
    out.putShort(directory, (short) to);
    structure.set(directory, directory + 2 + to * ENTRY + 4);
    int next = directory + 2 + count * ENTRY;
    if (next + 4 <= block.limit()) {
      goingAway.add(unsigned(next));
    }
  }

  /** Judges a field, and copies what it points at if it stays. */
  private boolean copies(int entry, int tag, int parent) throws InsaneBlock {
    byte[] value = value(entry);
    if (value == null) {
      return false;
    }
    Verdict verdict = rule.judge(tag, value);
    if (verdict == Verdict.DOUBT) {
      doubts.accept(ExifTag.name(tag));
    }
    if (verdict != Verdict.KEEP) {
      return false;
    }
    if (ExifTag.isPointer(tag)) {
      if (!mayStand(tag, parent) || value.length != 4) {
        return false;
      }
      copyDirectory(unsigned(entry + 8), tag);
      return true;
    }
    if (value.length > 4) {
      int from = block.getInt(entry + 8);
      out.put(from, value);
      kept.set(from, from + value.length);
    }
    return true;
  }

  private static boolean mayStand(int pointer, int parent) {
    return switch (pointer) {
      case ExifTag.EXIF_DIRECTORY, ExifTag.GPS_DIRECTORY -> parent == 0;
      case ExifTag.INTEROP_DIRECTORY -> parent == ExifTag.EXIF_DIRECTORY;
      default -> false;
    };
  }

  /** Notes down which bytes a field that goes takes along. */
  private void mark(int entry, int tag) throws InsaneBlock {
    byte[] value = value(entry);
    if (value == null) {
      return;
    }
    if (value.length > 4) {
      int from = block.getInt(entry + 8);
      dropped.set(from, from + value.length);
    }
    if (ExifTag.isPointer(tag)) {
      ByteBuffer pointers = ByteBuffer.wrap(value).order(block.order());
      for (int i = 0; i < Math.min(value.length / 4, MAX_DIRECTORIES); i++) {
        goingAway.add(pointers.getInt(i * 4) & 0xffffffffL);
      }
    }
  }

  private void markDirectory(long at) throws InsaneBlock {
    if (at == 0 || at + 2 > block.limit()) {
      return;
    }
    int directory = (int) at;
    int count = block.getShort(directory) & 0xffff;
    int end = directory + 2 + count * ENTRY;
    if (end > block.limit()) {
      return; // No directory, whatever pointed here.
    }
    if (open(at) != count) {
      return;
    }
    dropped.set(directory, end);
    for (int i = 0; i < count; i++) {
      int entry = directory + 2 + i * ENTRY;
      mark(entry, block.getShort(entry) & 0xffff);
    }
    if (end + 4 <= block.limit()) {
      goingAway.add(unsigned(end));
    }
  }

  /** How many entries a directory has that nobody has been in. */
  private int open(long at) throws InsaneBlock {
    if (at < HEADER || at + 2 > block.limit() || !visited.add(at)) {
      throw new InsaneBlock();
    }
    int count = block.getShort((int) at) & 0xffff;
    if (at + 2 + (long) count * ENTRY > block.limit() || visited.size() > MAX_DIRECTORIES) {
      throw new InsaneBlock();
    }
    spend((long) count * ENTRY);
    return count;
  }

  /** The bytes of a field; null if it has none in this block. */
  private byte @Nullable [] value(int entry) throws InsaneBlock {
    int type = block.getShort(entry + 2) & 0xffff;
    int size = type == TYPE_UTF8 ? 1 : type < SIZES.length ? SIZES[type] : 0;
    long length = size * unsigned(entry + 4);
    long from = length <= 4 ? entry + 8 : unsigned(entry + 8);
    if (size == 0 || from + length > block.limit()) {
      return null;
    }
    spend(length);
    byte[] value = new byte[(int) length];
    block.get((int) from, value);
    return value;
  }

  private void spend(long bytes) throws InsaneBlock {
    budget -= bytes;
    if (budget < 0) {
      throw new InsaneBlock();
    }
  }

  private long unsigned(int at) {
    return block.getInt(at) & 0xffffffffL;
  }

  /** The block is no EXIF that anybody would write. */
  private static final class InsaneBlock extends Exception {
    private static final long serialVersionUID = 1L;
  }
}
