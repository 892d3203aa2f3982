package afterimage.ui.text;

import afterimage.message.Sentences;

/** The studio's own sentences in the user's language, by key. */
public final class Texts {
  private static final Sentences SENTENCES = new Sentences("afterimage.ui.text.messages");

  private Texts() {}

  /**
   * The sentence of a key, with {@code {0}} and so on filled in.
   *
   * @throws java.util.MissingResourceException if there is none
   */
  public static String of(String key, Object... values) {
    return SENTENCES.of(key, values);
  }
}
