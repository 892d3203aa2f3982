package afterimage.message;

import java.text.MessageFormat;
import java.util.Locale;
import java.util.ResourceBundle;

/** Sentences by key, in the language that is Java's default when they are first read. */
public final class Sentences {
  private final ResourceBundle bundle;

  /**
   * @param baseName of the resource bundle, whose root is English
   * @throws java.util.MissingResourceException if there is none
   */
  public Sentences(String baseName) {
    this.bundle = ResourceBundle.getBundle(baseName);
  }

  /**
   * The sentence of a key, with {@code {0}} and so on filled in as {@link MessageFormat} does.
   *
   * @throws java.util.MissingResourceException if there is none
   */
  public String of(String key, Object... values) {
    String pattern = bundle.getString(key);
    return values.length == 0
        ? pattern
        : new MessageFormat(pattern, Locale.getDefault()).format(values);
  }
}
