package afterimage.ui.text;

import java.text.MessageFormat;
import java.util.Locale;
import java.util.ResourceBundle;

/** The studio's sentences in the user's language, by key. */
public final class Texts {
  private static final String BUNDLE = "afterimage.ui.text.messages";
  private static final ResourceBundle MESSAGES = ResourceBundle.getBundle(BUNDLE);

  private Texts() {}

  /**
   * The sentence of a key, with {@code {0}} and so on filled in.
   *
   * @throws java.util.MissingResourceException if there is none
   */
  public static String of(String key, Object... values) {
    String pattern = MESSAGES.getString(key);
    return values.length == 0
        ? pattern
        : new MessageFormat(pattern, Locale.getDefault()).format(values);
  }
}
