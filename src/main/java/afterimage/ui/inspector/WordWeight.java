package afterimage.ui.inspector;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Gives words of a prompt more or less weight, in A1111's notation: {@code (words:1.2)}, and none
 * where it is 1. Needs no toolkit.
 *
 * @param text the prompt
 * @param start where the weighed words begin
 * @param end where they end; they stay selected, so that the next change meets them again
 */
record WordWeight(String text, int start, int end) {
  private static final BigDecimal STEP = new BigDecimal("0.1");
  private static final BigDecimal MIN = new BigDecimal("0.1");
  private static final BigDecimal MAX = new BigDecimal("2.0");
  private static final BigDecimal ROUND = new BigDecimal("1.1");
  private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{N}'_-]+");
  private static final Pattern WEIGHT = Pattern.compile(":\\s*(\\d{1,3}(?:\\.\\d{0,6})?)\\s*$");

  /**
   * Changes the weight of the selection, of the brackets around it, or of the word at the caret.
   *
   * @param steps tenths, negative for less
   * @return the same where there is no word
   */
  static WordWeight changed(String text, int start, int end, int steps) {
    int open = openBefore(text, start);
    int close = open < 0 ? -1 : closeAfter(text, open);
    if (close >= end) {
      return ofBrackets(text, open, close, steps);
    }
    int from = start;
    int to = end;
    if (from == to) {
      Matcher word = WORD.matcher(text);
      while (word.find()) {
        if (word.start() <= start && start <= word.end()) {
          from = word.start();
          to = word.end();
        }
      }
    }
    while (from < to && Character.isWhitespace(text.charAt(from))) {
      from++;
    }
    while (from < to && Character.isWhitespace(text.charAt(to - 1))) {
      to--;
    }
    return from == to
        ? new WordWeight(text, start, end)
        : weighed(text, from, to, text.substring(from, to), next(BigDecimal.ONE, steps));
  }

  private static WordWeight ofBrackets(String text, int open, int close, int steps) {
    String inside = text.substring(open + 1, close);
    Matcher weight = WEIGHT.matcher(inside);
    boolean given = weight.find();
    BigDecimal now = given ? new BigDecimal(weight.group(1)) : ROUND;
    String words = given ? inside.substring(0, weight.start()) : inside;
    return weighed(text, open, close + 1, words, next(now, steps));
  }

  private static BigDecimal next(BigDecimal now, int steps) {
    return now.add(STEP.multiply(BigDecimal.valueOf(steps)))
        .max(MIN)
        .min(MAX)
        .setScale(2, RoundingMode.HALF_UP)
        .stripTrailingZeros();
  }

  /** Puts words with a weight in the place of a part of a text. */
  private static WordWeight weighed(
      String text, int from, int to, String words, BigDecimal weight) {
    boolean plain = weight.compareTo(BigDecimal.ONE) == 0;
    String before = text.substring(0, from) + (plain ? "" : "(");
    String after = (plain ? "" : ":" + weight.toPlainString() + ")") + text.substring(to);
    return new WordWeight(
        before + words + after, before.length(), before.length() + words.length());
  }

  /** The bracket that is open at a place, or -1. */
  private static int openBefore(String text, int place) {
    int depth = 0;
    for (int i = place - 1; i >= 0; i--) {
      if (is(text, i, ')')) {
        depth++;
      } else if (is(text, i, '(') && depth-- == 0) {
        return i;
      }
    }
    return -1;
  }

  /** The partner of an open bracket, or -1. */
  private static int closeAfter(String text, int open) {
    int depth = 0;
    for (int i = open; i < text.length(); i++) {
      if (is(text, i, '(')) {
        depth++;
      } else if (is(text, i, ')') && --depth == 0) {
        return i;
      }
    }
    return -1;
  }

  /** Whether a bracket stands there; after a backslash it is a character like others. */
  private static boolean is(String text, int place, char bracket) {
    return text.charAt(place) == bracket && (place == 0 || text.charAt(place - 1) != '\\');
  }
}
