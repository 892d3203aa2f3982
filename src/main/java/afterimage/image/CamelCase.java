package afterimage.image;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The words of which a name is made: {@code ci, adr, city} of {@code CiAdrCity}. */
final class CamelCase {
  private CamelCase() {}

  /** In lower case; a run of capitals is a word up to its last. */
  static List<String> words(String name) {
    List<String> words = new ArrayList<>();
    StringBuilder word = new StringBuilder();
    for (int i = 0; i < name.length(); i++) {
      char character = name.charAt(i);
      boolean capital = Character.isUpperCase(character);
      boolean afterSmall = i > 0 && !Character.isUpperCase(name.charAt(i - 1));
      boolean beforeSmall = i + 1 < name.length() && Character.isLowerCase(name.charAt(i + 1));
      if (!word.isEmpty()
          && (!Character.isLetter(character) || (capital && (afterSmall || beforeSmall)))) {
        words.add(word.toString().toLowerCase(Locale.ROOT));
        word.setLength(0);
      }
      if (Character.isLetter(character)) {
        word.append(character);
      }
    }
    if (!word.isEmpty()) {
      words.add(word.toString().toLowerCase(Locale.ROOT));
    }
    return words;
  }
}
