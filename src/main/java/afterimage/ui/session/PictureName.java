package afterimage.ui.session;

import afterimage.file.FileName;
import afterimage.ui.text.Texts;
import java.util.regex.Pattern;

/** What a picture made from words is called: its first words, as a file can be called too. */
public final class PictureName {
  private static final int MAX_LENGTH = 40;

  /** Of a prompt, before what is no name is left out of it. */
  private static final int LOOKED_AT = 1000;

  /** Weights. */
  private static final Pattern WEIGHT = Pattern.compile(":[0-9.]++");

  /** Brackets and whatever else is neither a word nor part of one. */
  private static final Pattern NO_NAME = Pattern.compile("[^\\p{L}\\p{N}'-]++");

  private PictureName() {}

  /** The name for a prompt. */
  public static String of(String prompt) {
    String begin = FileName.begin(prompt, LOOKED_AT);
    String unweighed = WEIGHT.matcher(begin).replaceAll(" ");
    String words = NO_NAME.matcher(unweighed).replaceAll(" ").strip();
    if (words.length() > MAX_LENGTH) {
      int end = words.lastIndexOf(' ', MAX_LENGTH);
      words = end > 0 ? words.substring(0, end) : FileName.begin(words, MAX_LENGTH);
    }
    return words.isEmpty() ? Texts.of("source.fromWords") : words;
  }
}
