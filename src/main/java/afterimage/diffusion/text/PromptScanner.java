package afterimage.diffusion.text;

import org.jspecify.annotations.Nullable;

/**
 * Cuts a prompt into brackets and what lies between them, from left to right. A weight belongs to
 * the bracket that closes behind it.
 */
final class PromptScanner {
  private final String prompt;
  private int at;
  private char bracket;
  private String text = "";
  private @Nullable String weight;

  PromptScanner(String prompt) {
    this.prompt = prompt;
  }

  /** Whether a character is what regular expressions call {@code \s}. */
  static boolean isSpace(char c) {
    return c == ' ' || (c >= '\t' && c <= '\r');
  }

  /** The first place from one on where there is no space. */
  static int skipSpace(CharSequence text, int from) {
    int at = from;
    while (at < text.length() && isSpace(text.charAt(at))) {
      at++;
    }
    return at;
  }

  /** Goes on to the next part, if there is one. */
  boolean next() {
    if (at == prompt.length()) {
      return false;
    }
    weight = null;
    char c = prompt.charAt(at);
    if (c == '\\') {
      boolean escapes = at + 1 < prompt.length() && "()[]\\".indexOf(prompt.charAt(at + 1)) >= 0;
      take(' ', at + 1, at + (escapes ? 2 : 1));
    } else if (c == '(' || c == '[' || c == ']' || c == ')') {
      take(c, at, at + 1);
    } else if (c != ':' || !takeWeight()) {
      int end = at + 1;
      while (end < prompt.length() && "\\()[]:".indexOf(prompt.charAt(end)) < 0) {
        end++;
      }
      take(' ', at, end);
    }
    return true;
  }

  /** A bracket, or a space for anything else. */
  char bracket() {
    return bracket;
  }

  /** The part as it stands in the prompt, but for a backslash that is no escaped one. */
  String text() {
    return text;
  }

  /** The number before a closing bracket, or null. */
  @Nullable String weight() {
    return weight;
  }

  /** {@code :1.2)}, without spaces, as in A1111 before its version 1.7 and in diffusers' copies. */
  private boolean takeWeight() {
    int from = at + 1;
    int sign = from < prompt.length() && "+-".indexOf(prompt.charAt(from)) >= 0 ? 1 : 0;
    int point = skipDigits(from + sign);
    int to = point;
    if (point < prompt.length() && prompt.charAt(point) == '.') {
      to = skipDigits(point + 1);
    }
    int digits = to - from - sign - (to > point ? 1 : 0);
    if (digits == 0 || to == prompt.length() || prompt.charAt(to) != ')') {
      return false;
    }
    String number = prompt.substring(from, to);
    take(')', at, to + 1);
    weight = number;
    return true;
  }

  private int skipDigits(int from) {
    int end = from;
    while (end < prompt.length() && prompt.charAt(end) >= '0' && prompt.charAt(end) <= '9') {
      end++;
    }
    return end;
  }

  private void take(char kind, int from, int to) {
    bracket = kind;
    text = prompt.substring(from, to);
    at = to;
  }
}
