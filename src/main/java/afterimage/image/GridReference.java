package afterimage.image;

/**
 * Finds places written as a grid's letters and digits: open location codes ({@code 9F4MGC22+22}),
 * UTM ({@code 33U 391545 5820000}) and the military grid ({@code 33UUU9154520000}).
 */
final class GridReference {
  private static final String CODE_DIGITS = "23456789CFGHJMPQRVWX";
  private static final int CODE_LENGTH = 8;
  private static final String BANDS = "CDEFGHJKLMNPQRSTUVWX";

  private final String text;

  private GridReference(String text) {
    this.text = text;
  }

  /** Whether one is in the text. */
  static boolean isIn(String text) {
    GridReference grid = new GridReference(text);
    for (int i = 0; i < text.length(); i++) {
      char character = text.charAt(i);
      if (character == '+' ? grid.isCode(i) : isDigit(character) && grid.isZone(i)) {
        return true;
      }
    }
    return false;
  }

  /** Eight of the code's digits before the plus, two or more behind. */
  private boolean isCode(int plus) {
    int before = plus;
    while (before > 0 && plus - before <= CODE_LENGTH && isCodeDigit(before - 1)) {
      before--;
    }
    return plus - before == CODE_LENGTH && isCodeDigit(plus + 1) && isCodeDigit(plus + 2);
  }

  private boolean isCodeDigit(int at) {
    return at < text.length() && CODE_DIGITS.indexOf(text.charAt(at)) >= 0;
  }

  /** A zone from 1 to 60 and a band's letter, then the two distances. */
  private boolean isZone(int start) {
    if (start > 0 && Character.isLetterOrDigit(text.charAt(start - 1))) {
      return false;
    }
    int band = start + digits(start, 3);
    if (band - start > 2 || band >= text.length() || BANDS.indexOf(text.charAt(band)) < 0) {
      return false;
    }
    int square = skipSpace(band + 1);
    int letters = letters(square);
    if (letters == 2) {
      int first = skipSpace(square + 2);
      int eastings = digits(first, 11);
      int northings = digits(skipSpace(first + eastings), 6);
      return eastings >= 4 && (eastings % 2 == 0 || eastings == northings);
    }
    int eastings = digits(square, 8);
    int northings = digits(skipSpace(square + eastings), 9);
    return letters == 0 && eastings >= 6 && eastings <= 7 && northings >= 6 && northings <= 8;
  }

  private int digits(int from, int most) {
    int at = from;
    while (at < text.length() && at - from < most && isDigit(text.charAt(at))) {
      at++;
    }
    return at - from;
  }

  private int letters(int from) {
    int at = from;
    while (at < text.length()
        && at - from < 3
        && text.charAt(at) >= 'A'
        && text.charAt(at) <= 'Z') {
      at++;
    }
    return at - from;
  }

  private int skipSpace(int at) {
    return at < text.length() && text.charAt(at) == ' ' ? at + 1 : at;
  }

  private static boolean isDigit(char character) {
    return character >= '0' && character <= '9';
  }
}
