package afterimage.message;

/**
 * A text that a stranger wrote (a file's name, a model's licence, a parser's complaint) as people
 * may be shown it: of bounded length, and without characters that act instead of being read. Those
 * are control characters, which terminals obey, marks that turn the direction of writing around,
 * and halves of surrogate pairs.
 */
public final class ForeignText {
  private static final char REPLACEMENT = '\uFFFD';
  private static final String CUT = "…";

  private ForeignText() {}

  /**
   * The text in one line: breaks become spaces.
   *
   * @param most characters; of a longer text the beginning and the end stay, as of a path
   */
  public static String line(String text, int most) {
    return shown(text, most, false);
  }

  /**
   * The text with its line breaks and tabs.
   *
   * @param most characters; of a longer text the beginning and the end stay
   */
  public static String lines(String text, int most) {
    return shown(text, most, true);
  }

  /** Whether a character acts on what shows it instead of being shown. */
  static boolean isHarmful(int codePoint) {
    return switch (Character.getType(codePoint)) {
      case Character.CONTROL,
          Character.SURROGATE,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          true;
      case Character.FORMAT -> isDirection(codePoint);
      default -> false;
    };
  }

  /** The marks, embeddings, overrides and isolates of Unicode's bidirectional algorithm. */
  private static boolean isDirection(int codePoint) {
    return codePoint == 0x061C
        || codePoint == 0x200E
        || codePoint == 0x200F
        || (codePoint >= 0x202A && codePoint <= 0x202E)
        || (codePoint >= 0x2066 && codePoint <= 0x2069);
  }

  private static String shown(String text, int most, boolean breaks) {
    if (text.length() <= most) {
      return harmless(text, breaks);
    }
    int tail = most / 3;
    int head = most - tail - CUT.length();
    return harmless(text.substring(0, head), breaks)
        + CUT
        + harmless(text.substring(text.length() - tail), breaks);
  }

  private static String harmless(String text, boolean breaks) {
    if (text.codePoints().noneMatch(ForeignText::isHarmful)) {
      return text;
    }
    StringBuilder shown = new StringBuilder(text.length());
    text.codePoints()
        .forEach(
            codePoint -> {
              if (!isHarmful(codePoint) || (breaks && (codePoint == '\n' || codePoint == '\t'))) {
                shown.appendCodePoint(codePoint);
              } else if (Character.isWhitespace(codePoint)) {
                // Windows' line breaks have two characters.
                shown.append(breaks && codePoint == '\r' ? "" : " ");
              } else if (!isDirection(codePoint)) {
                shown.append(REPLACEMENT);
              }
            });
    return shown.toString();
  }
}
