package afterimage.ui.text;

/** Makes a sentence of words that stand after a colon elsewhere. */
public final class Sentence {
  private Sentence() {}

  /** The same with a capital letter at its beginning. */
  public static String of(String words) {
    if (words.isEmpty()) {
      return words;
    }
    int first = words.codePointAt(0);
    return Character.toString(Character.toTitleCase(first))
        + words.substring(Character.charCount(first));
  }
}
