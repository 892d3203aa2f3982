package afterimage.message;

import java.text.MessageFormat;
import java.util.Arrays;
import java.util.Locale;
import java.util.ResourceBundle;

/**
 * Sentences by key, in the language that is Java's default when they are first read. Whatever is
 * filled in may come from a stranger's file, and is made {@linkplain ForeignText harmless}.
 */
public final class Sentences {
  /** Characters of what is filled in: more than any path or list that people can read. */
  private static final int MAX_VALUE = 1500;

  private static final int MAX_LENGTH = 3000;

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
    if (values.length == 0) {
      return pattern;
    }
    Object[] shown = Arrays.stream(values).map(Sentences::shown).toArray();
    return ForeignText.lines(
        new MessageFormat(pattern, Locale.getDefault()).format(shown), MAX_LENGTH);
  }

  private static Object shown(Object value) {
    return value instanceof Number || value instanceof java.util.Date
        ? value
        : ForeignText.line(String.valueOf(value), MAX_VALUE);
  }
}
