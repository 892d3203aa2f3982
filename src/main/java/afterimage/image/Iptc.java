package afterimage.image;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Captions, keywords, names and rights as IPTC's Information Interchange Model has them (IIM 4.2):
 * datasets one after the other, each a mark, the numbers of record and dataset, a length and that
 * many bytes.
 */
final class Iptc {
  private static final int MARK = 0x1c;
  private static final int HEADER = 5;
  private static final int LONG_FORM = 0x8000;
  private static final int MAX_DATASETS = 20_000;
  private static final byte[] UTF_8 = {0x1b, '%', 'G'};

  private final List<DataSet> sets;
  private final boolean utf8;

  /**
   * A dataset.
   *
   * @param record its group: 1 for the envelope, 2 for the picture
   * @param number within that
   */
  record DataSet(int record, int number, byte[] value) {
    boolean is(int wantedRecord, int wantedNumber) {
      return record == wantedRecord && number == wantedNumber;
    }

    /** For people. */
    String name() {
      return "IPTC " + record + ":" + number;
    }
  }

  private Iptc(List<DataSet> sets) {
    this.sets = List.copyOf(sets);
    utf8 = sets.stream().anyMatch(set -> set.is(1, 90) && Arrays.equals(set.value, UTF_8));
  }

  /** The datasets of a block up to where it is damaged. */
  static Iptc of(byte[] block) {
    List<DataSet> sets = new ArrayList<>();
    ByteBuffer in = ByteBuffer.wrap(unswapped(block));
    while (in.remaining() >= HEADER && in.get() == MARK && sets.size() < MAX_DATASETS) {
      int record = in.get() & 0xff;
      int number = in.get() & 0xff;
      long length = in.getShort() & 0xffff;
      if (length >= LONG_FORM) {
        // The number of bytes of the length itself.
        int bytes = (int) length - LONG_FORM;
        if (bytes > 4 || in.remaining() < bytes) {
          break;
        }
        length = 0;
        for (int i = 0; i < bytes; i++) {
          length = length << 8 | (in.get() & 0xff);
        }
      }
      if (length > in.remaining()) {
        break;
      }
      byte[] value = new byte[(int) length];
      in.get(value);
      sets.add(new DataSet(record, number, value));
    }
    return new Iptc(sets);
  }

  /** Some programs turn every four bytes round, taking them for numbers of the other order. */
  private static byte[] unswapped(byte[] block) {
    if (block.length < 8 || block[0] == MARK || block[3] != MARK) {
      return block;
    }
    byte[] turned = new byte[block.length / 4 * 4];
    for (int i = 0; i < turned.length; i++) {
      turned[i] = block[(i & ~3) + 3 - (i & 3)];
    }
    return turned;
  }

  List<DataSet> sets() {
    return sets;
  }

  /** Those for which a condition holds. */
  Iptc only(Predicate<DataSet> kept) {
    return new Iptc(sets.stream().filter(kept).toList());
  }

  /** The values of a dataset of the picture's record, which may be there several times. */
  List<String> texts(int number) {
    return sets.stream().filter(set -> set.is(2, number)).map(this::text).toList();
  }

  /** A value as text, in the charset that the envelope names, or else as it reads. */
  String text(DataSet set) {
    String text =
        utf8 ? new String(set.value, StandardCharsets.UTF_8) : CommentText.latinOrUtf8(set.value);
    return text.replace("\0", "").strip();
  }

  /** All of it as a block; null if nothing of the picture is in it. */
  byte @Nullable [] block() {
    if (sets.stream().allMatch(Iptc::isAboutItself)) {
      return null;
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (DataSet set : sets) {
      boolean longForm = set.value.length >= LONG_FORM;
      ByteBuffer head = ByteBuffer.allocate(longForm ? HEADER + 4 : HEADER);
      head.put((byte) MARK).put((byte) set.record).put((byte) set.number);
      if (longForm) {
        head.putShort((short) (LONG_FORM + 4)).putInt(set.value.length);
      } else {
        head.putShort((short) set.value.length);
      }
      out.writeBytes(head.array());
      out.writeBytes(set.value);
    }
    return out.toByteArray();
  }

  /** Whether it says how the block is written: its version, its charset. */
  static boolean isAboutItself(DataSet set) {
    return set.is(1, 0) || set.is(1, 90) || set.is(2, 0);
  }
}
