package afterimage.diffusion.text;

import java.text.Normalizer;

/**
 * Unicode's normal form C in time that grows with the text: ordering the marks of one letter takes
 * the square of their number, so that more of them than any language has are composed apart.
 */
final class Composition {
  /** Unicode's stream-safe format allows 30. */
  private static final int MAX_MARKS = 256;

  private Composition() {}

  static String of(String text) {
    StringBuilder composed = new StringBuilder();
    int from = 0;
    int marks = 0;
    for (int i = 0; i < text.length(); ) {
      int point = text.codePointAt(i);
      i += Character.charCount(point);
      marks = isMark(point) ? marks + 1 : 0;
      if (marks == MAX_MARKS) {
        composed.append(composed(text.substring(from, i)));
        from = i;
        marks = 0;
      }
    }
    String rest = composed(text.substring(from));
    return from == 0 ? rest : composed.append(rest).toString();
  }

  private static String composed(String text) {
    return Normalizer.normalize(text, Normalizer.Form.NFC);
  }

  private static boolean isMark(int point) {
    return switch (Character.getType(point)) {
      case Character.NON_SPACING_MARK, Character.COMBINING_SPACING_MARK, Character.ENCLOSING_MARK ->
          true;
      default -> false;
    };
  }
}
