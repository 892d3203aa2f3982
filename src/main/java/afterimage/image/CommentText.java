package afterimage.image;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Text whose encoding its file names wrongly or not at all: what a file says is tried last, what
 * the bytes themselves show first.
 */
final class CommentText {
  private static final int CODE = 8;
  private static final byte[] UNICODE = "UNICODE\0".getBytes(StandardCharsets.US_ASCII);

  /** The codes of eight bytes that EXIF's UserComment begins with; eight zeros for "undefined". */
  private static final List<byte[]> CODES =
      List.of(
          UNICODE,
          "ASCII\0\0\0".getBytes(StandardCharsets.US_ASCII),
          "JIS\0\0\0\0\0".getBytes(StandardCharsets.US_ASCII),
          new byte[CODE]);

  private CommentText() {}

  /** UTF-8 where that is what the bytes are, else Latin-1, which PNG's tEXt should be. */
  static String latinOrUtf8(byte[] text) {
    String utf8 = strict(text, StandardCharsets.UTF_8);
    return utf8 == null ? new String(text, StandardCharsets.ISO_8859_1) : utf8;
  }

  /**
   * A UserComment, with or without its code.
   *
   * @param order of the block that it lies in: of UTF-16 where nothing else shows it
   */
  static String ofComment(byte[] comment, ByteOrder order) {
    byte[] code = CODES.stream().filter(one -> startsWith(comment, one)).findFirst().orElse(null);
    byte[] text = code == null ? comment : Arrays.copyOfRange(comment, CODE, comment.length);
    boolean wide = startsWith(comment, UNICODE) || startsWithMark(text);
    boolean bytes =
        !wide || (indexOfZero(text) < 0 && strict(text, StandardCharsets.UTF_8) != null);
    return (bytes ? latinOrUtf8(text) : utf16(text, order)).replace("\0", "").strip();
  }

  /** The order in which more of it is plain letters and digits: settings always have some. */
  private static String utf16(byte[] text, ByteOrder order) {
    if (startsWithMark(text)) {
      return new String(text, StandardCharsets.UTF_16);
    }
    String big = new String(text, StandardCharsets.UTF_16BE);
    String little = new String(text, StandardCharsets.UTF_16LE);
    int lead = Long.compare(plain(big), plain(little));
    return lead > 0 || (lead == 0 && order == ByteOrder.BIG_ENDIAN) ? big : little;
  }

  private static long plain(String text) {
    return text.chars().filter(c -> c >= ' ' && c <= '~').count();
  }

  /** U+FEFF in either order. */
  private static boolean startsWithMark(byte[] text) {
    int first = text.length < 2 ? 0 : (text[0] & 0xff) << 8 | (text[1] & 0xff);
    return first == 0xfeff || first == 0xfffe;
  }

  private static int indexOfZero(byte[] text) {
    for (int i = 0; i < text.length; i++) {
      if (text[i] == 0) {
        return i;
      }
    }
    return -1;
  }

  private static @Nullable String strict(byte[] text, Charset charset) {
    try {
      return charset.newDecoder().decode(ByteBuffer.wrap(text)).toString();
    } catch (CharacterCodingException e) {
      return null;
    }
  }

  private static boolean startsWith(byte[] data, byte[] prefix) {
    return data.length >= prefix.length
        && Arrays.equals(data, 0, prefix.length, prefix, 0, prefix.length);
  }
}
