package afterimage.settings.found;

/**
 * Reads A1111's {@code key: value} pairs as its own pattern does: {@code \\s*(\\w[\\w
 * \\-/]+):\\s*("(?:\\\\.|[^\\\\"])+"|[^,]*)(?:,|$)}, each character looked at twice at most.
 */
final class PairScanner {
  private final String line;
  private int at;
  private String key = "";
  private String value = "";

  PairScanner(String line) {
    this.line = line;
  }

  /** Goes on to the next pair, if there is one. */
  boolean next() {
    int begin = -1;
    for (int i = at; i < line.length(); i++) {
      char c = line.charAt(i);
      if (c == ':' && begin >= 0 && i - begin > 1) {
        key = line.substring(begin, i).strip();
        takeValue(i + 1);
        return true;
      }
      if (isWord(c)) {
        begin = begin < 0 ? i : begin;
      } else if (c != ' ' && c != '-' && c != '/') {
        begin = -1;
      }
    }
    at = line.length();
    return false;
  }

  String key() {
    return key;
  }

  /** With its quotation marks, if it has any. */
  String value() {
    return value;
  }

  private void takeValue(int from) {
    int begin = from;
    while (begin < line.length() && isSpace(line.charAt(begin))) {
      begin++;
    }
    int end = endOfQuoted(begin);
    if (end < 0) {
      int comma = line.indexOf(',', begin);
      end = comma < 0 ? line.length() : comma;
    }
    value = line.substring(begin, end).strip();
    at = Math.min(end + 1, line.length());
  }

  /** Where a quoted value ends, or -1 if there is none that a comma or the line's end follows. */
  private int endOfQuoted(int begin) {
    if (begin == line.length() || line.charAt(begin) != '"') {
      return -1;
    }
    int i = begin + 1;
    while (i < line.length() && line.charAt(i) != '"') {
      i += line.charAt(i) == '\\' ? 2 : 1;
    }
    int end = i + 1;
    boolean closed = i < line.length() && i > begin + 1;
    return closed && (end == line.length() || line.charAt(end) == ',') ? end : -1;
  }

  private static boolean isWord(char c) {
    return c == '_' || (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
  }

  private static boolean isSpace(char c) {
    return c == ' ' || (c >= '\t' && c <= '\r');
  }
}
