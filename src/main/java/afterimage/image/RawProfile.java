package afterimage.image;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Metadata in a text of a PNG, as ImageMagick and exiftool write them where PNG has no chunk: a
 * name, a length, then bytes as hexadecimal digits, a line each.
 */
final class RawProfile {
  /** How the keyword begins; a name of the kind follows. */
  static final String KEYWORD = "Raw profile type ";

  private static final int BYTES_A_LINE = 36;

  private RawProfile() {}

  /** The bytes of a text; null if it is none of these. */
  static byte @Nullable [] bytes(String text) {
    int name = text.indexOf('\n', 1);
    int length = name < 0 ? -1 : text.indexOf('\n', name + 1);
    if (length < 0) {
      return null;
    }
    StringBuilder digits = new StringBuilder(text.length());
    for (int i = length; i < text.length(); i++) {
      char digit = text.charAt(i);
      if (HexFormat.isHexDigit(digit)) {
        digits.append(digit);
      } else if (digit > ' ') {
        return null;
      }
    }
    String announced = text.substring(name, length).strip();
    boolean whole = announced.equals(String.valueOf(digits.length() / 2));
    return whole && digits.length() % 2 == 0 ? HexFormat.of().parseHex(digits) : null;
  }

  /** A text that holds bytes of a kind. */
  static String text(String kind, byte[] bytes) {
    StringBuilder text = new StringBuilder(bytes.length * 2 + 100);
    text.append('\n').append(kind).append('\n');
    text.append(String.format(Locale.ROOT, "%8d", bytes.length));
    for (int from = 0; from < bytes.length; from += BYTES_A_LINE) {
      int to = Math.min(from + BYTES_A_LINE, bytes.length);
      text.append('\n').append(HexFormat.of().formatHex(bytes, from, to));
    }
    return text.append('\n').toString();
  }

  /** Whether bytes begin with a text. */
  static boolean startsWith(byte[] bytes, String start) {
    return bytes.length >= start.length()
        && new String(bytes, 0, start.length(), StandardCharsets.ISO_8859_1).equals(start);
  }
}
