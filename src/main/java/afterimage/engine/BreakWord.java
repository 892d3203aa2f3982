package afterimage.engine;

/** Finds {@code BREAK}, which begins a new chunk of a prompt, where it is a word of its own. */
public final class BreakWord {
  /** The word. */
  public static final String TEXT = "BREAK";

  private BreakWord() {}

  /**
   * Where the next one is. Takes time in proportion to what it looks at, which {@code \b} of
   * regular expressions does not where marks follow marks.
   *
   * @return its index, or -1
   */
  public static int next(CharSequence prompt, int from) {
    for (int i = indexOf(prompt, from); i >= 0; i = indexOf(prompt, i + TEXT.length())) {
      int end = i + TEXT.length();
      if (!endsInWord(prompt, i) && !(end < prompt.length() && isWord(prompt, end))) {
        return i;
      }
    }
    return -1;
  }

  /** A prompt with a space in the place of each. */
  public static String blanked(String prompt) {
    StringBuilder blanked = new StringBuilder();
    int from = 0;
    for (int at = next(prompt, 0); at >= 0; at = next(prompt, from)) {
      blanked.append(prompt, from, at).append(' ');
      from = at + TEXT.length();
    }
    return blanked.append(prompt, from, prompt.length()).toString();
  }

  private static int indexOf(CharSequence prompt, int from) {
    for (int i = from; i + TEXT.length() <= prompt.length(); i++) {
      int same = 0;
      while (same < TEXT.length() && prompt.charAt(i + same) == TEXT.charAt(same)) {
        same++;
      }
      if (same == TEXT.length()) {
        return i;
      }
    }
    return -1;
  }

  /** Whether what ends at a place belongs to a word, be it by the marks on a letter. */
  private static boolean endsInWord(CharSequence prompt, int end) {
    int at = end;
    boolean marked = false;
    while (at > 0) {
      int point = Character.codePointBefore(prompt, at);
      if (!isMark(point)) {
        return marked ? Character.isLetterOrDigit(point) : isWordPoint(point);
      }
      marked = true;
      at -= Character.charCount(point);
    }
    return false;
  }

  /** Whether what begins right behind the word belongs to it; a mark is on its last letter. */
  private static boolean isWord(CharSequence prompt, int at) {
    int point = Character.codePointAt(prompt, at);
    return isWordPoint(point) || isMark(point);
  }

  private static boolean isWordPoint(int point) {
    return point == '_'
        || (point >= '0' && point <= '9')
        || (point >= 'A' && point <= 'Z')
        || (point >= 'a' && point <= 'z');
  }

  private static boolean isMark(int point) {
    return Character.getType(point) == Character.NON_SPACING_MARK;
  }
}
