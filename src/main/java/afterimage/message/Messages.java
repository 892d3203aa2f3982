package afterimage.message;

/**
 * What happened and what to do about it: the sentences of everything below the studio and the
 * command line, for exceptions, notices and reports.
 */
public final class Messages {
  private static final Sentences SENTENCES = new Sentences("afterimage.message.messages");

  private Messages() {}

  /**
   * The sentence of a key, with {@code {0}} and so on filled in. Numbers get the language's marks
   * between thousands unless the pattern says otherwise ({@code {0,number,#}}).
   *
   * @throws java.util.MissingResourceException if there is none
   */
  public static String of(String key, Object... values) {
    return SENTENCES.of(key, values);
  }
}
