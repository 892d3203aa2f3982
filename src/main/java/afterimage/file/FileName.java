package afterimage.file;

import java.nio.charset.StandardCharsets;
import java.text.BreakIterator;
import java.util.Locale;
import java.util.Set;

/**
 * Names of files made of any text: a prompt, a picture's or preset's name, an address. Every system
 * that the program runs on takes them, and whoever reads one reads what is there: no separators, no
 * devices of Windows, no controls, none that turn the direction of writing or cannot be seen, no
 * dot or dash in front and no dot or space at the end.
 */
public final class FileName {
  /** What Linux file systems allow; others count UTF-16 units, which are never more. */
  public static final int MAX_BYTES = 255;

  private static final char REPLACEMENT = '_';
  private static final String FORBIDDEN = "\\/:*?\"<>|";
  private static final String DIGITS = "0123456789¹²³";
  private static final Set<String> DEVICES =
      Set.of("CON", "PRN", "AUX", "NUL", "CONIN$", "CONOUT$", "CLOCK$");

  private FileName() {}

  /**
   * A name made of a text.
   *
   * @param text of any length and kind
   * @param maxBytes of the name in UTF-8, at least 16: {@link #MAX_BYTES} less what is put behind
   *     it
   * @param otherwise the name of what holds nothing that can be shown
   */
  public static String of(String text, int maxBytes, String otherwise) {
    String name = trimmed(cut(trimmed(clean(text)), maxBytes));
    if (isDevice(name)) {
      name = trimmed(REPLACEMENT + cut(name, maxBytes - 1));
    }
    return name.isEmpty() ? otherwise : name;
  }

  /** As much of a text as fits into a number of bytes of UTF-8, cut between what is read as one. */
  public static String cut(String text, int maxBytes) {
    int end = 0;
    int bytes = 0;
    while (end < text.length()) {
      int point = text.codePointAt(end);
      bytes += bytes(point);
      if (bytes > maxBytes) {
        break;
      }
      end += Character.charCount(point);
    }
    return end == text.length() ? text : text.substring(0, boundary(text, end));
  }

  /** As much of a text as has no more than a number of UTF-16 units, cut likewise. */
  public static String begin(String text, int maxUnits) {
    return text.length() <= maxUnits ? text : text.substring(0, boundary(text, maxUnits));
  }

  /** How many bytes a text has in UTF-8. */
  public static int bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }

  /** The last place at or before {@code end} that is not within a grapheme, or a code point. */
  private static int boundary(String text, int end) {
    boolean parted =
        Character.isLowSurrogate(text.charAt(end))
            && end > 0
            && Character.isHighSurrogate(text.charAt(end - 1));
    int whole = parted ? end - 1 : end;
    // Whatever follows the first character that was left out has no say.
    String seen = text.substring(0, whole + Character.charCount(text.codePointAt(whole)));
    BreakIterator graphemes = BreakIterator.getCharacterInstance(Locale.ROOT);
    graphemes.setText(seen);
    int at = graphemes.isBoundary(whole) ? whole : graphemes.preceding(whole);
    return at > 0 ? at : whole;
  }

  private static String clean(String text) {
    StringBuilder clean = new StringBuilder();
    boolean replaced = false;
    for (int i = 0; i < text.length(); ) {
      int point = text.codePointAt(i);
      i += Character.charCount(point);
      if (isUnseen(point)) {
        continue;
      }
      boolean refused = isRefused(point);
      if (!refused) {
        clean.appendCodePoint(point);
      } else if (!replaced) {
        clean.append(REPLACEMENT);
      }
      replaced = refused;
    }
    return clean.toString();
  }

  /** Joiners, marks of direction, soft hyphens, tags. */
  private static boolean isUnseen(int point) {
    return Character.getType(point) == Character.FORMAT;
  }

  private static boolean isRefused(int point) {
    return FORBIDDEN.indexOf(point) >= 0
        || switch (Character.getType(point)) {
          case Character.CONTROL,
              Character.LINE_SEPARATOR,
              Character.PARAGRAPH_SEPARATOR,
              Character.SURROGATE,
              Character.UNASSIGNED ->
              true;
          default -> false;
        };
  }

  private static String trimmed(String text) {
    int from = 0;
    int to = text.length();
    while (from < to && (isSpace(text.charAt(from)) || ".-".indexOf(text.charAt(from)) >= 0)) {
      from++;
    }
    while (from < to && (isSpace(text.charAt(to - 1)) || text.charAt(to - 1) == '.')) {
      to--;
    }
    return text.substring(from, to);
  }

  private static boolean isSpace(char c) {
    return Character.isWhitespace(c) || Character.isSpaceChar(c);
  }

  /** Windows looks at what stands before the first dot, whatever follows. */
  private static boolean isDevice(String name) {
    int dot = name.indexOf('.');
    String base = (dot < 0 ? name : name.substring(0, dot)).strip().toUpperCase(Locale.ROOT);
    return DEVICES.contains(base)
        || (base.length() == 4
            && (base.startsWith("COM") || base.startsWith("LPT"))
            && DIGITS.indexOf(base.charAt(3)) >= 0);
  }

  private static int bytes(int point) {
    if (point < 0x80) {
      return 1;
    }
    if (point < 0x800) {
      return 2;
    }
    return point < Character.MIN_SUPPLEMENTARY_CODE_POINT ? 3 : 4;
  }
}
