package afterimage.ui.session;

import afterimage.ui.text.Texts;
import java.util.regex.Pattern;

/** What a picture made from words is called: its first words, as a file can be called too. */
public final class PictureName {
  private static final int LONGEST = 40;

  /** Brackets, weights and whatever file systems refuse. */
  private static final Pattern NO_NAME = Pattern.compile("(:[0-9.]+|[^\\p{L}\\p{N}'-])+");

  private PictureName() {}

  /** The name for a prompt. */
  public static String of(String prompt) {
    String words = NO_NAME.matcher(prompt).replaceAll(" ").strip();
    if (words.isEmpty()) {
      return Texts.of("source.fromWords");
    }
    if (words.length() <= LONGEST) {
      return words;
    }
    int end = words.lastIndexOf(' ', LONGEST);
    return words.substring(0, end > 0 ? end : LONGEST);
  }
}
