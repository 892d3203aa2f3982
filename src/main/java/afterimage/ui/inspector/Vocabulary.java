package afterimage.ui.inspector;

import afterimage.engine.ModelInfo.Word;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A prompt seen through the only words a model understands. */
public final class Vocabulary {
  private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{N}][\\p{L}\\p{N}'-]*");

  private final List<Word> words;

  /**
   * @param words the model's, empty if it takes free text
   */
  public Vocabulary(List<Word> words) {
    this.words = List.copyOf(words);
  }

  /** Whether the model takes any text. */
  public boolean isFree() {
    return words.isEmpty();
  }

  /** Words to offer: each one and its opposite. */
  public List<Word> words() {
    return words;
  }

  /** Whether the prompt has a word or one of its synonyms. */
  public boolean has(String prompt, String word) {
    List<String> tokens = tokens(prompt).toList();
    return group(word).stream().anyMatch(tokens::contains);
  }

  /** The prompt with the word added, its opposite removed; without it, if it was there. */
  public String toggled(String prompt, String word) {
    boolean had = has(prompt, word);
    Set<String> removed = new LinkedHashSet<>(group(word));
    removed.addAll(opposites(word));
    List<String> kept = new ArrayList<>();
    for (String part : prompt.split(",", -1)) {
      String left = without(part, removed);
      if (!left.isEmpty()) {
        kept.add(left);
      }
    }
    if (!had) {
      kept.add(word);
    }
    return String.join(", ", kept);
  }

  private static String without(String part, Collection<String> removed) {
    List<String> left = new ArrayList<>();
    for (String piece : part.strip().split("\\s+", -1)) {
      if (!removed.contains(piece.toLowerCase(Locale.ROOT))) {
        left.add(piece);
      }
    }
    return String.join(" ", left).strip();
  }

  private List<String> group(String word) {
    for (Word entry : words) {
      if (entry.word().equals(word)) {
        return joined(entry.word(), entry.synonyms());
      }
      if (entry.opposite().equals(word)) {
        return joined(entry.opposite(), entry.oppositeSynonyms());
      }
    }
    return List.of(word);
  }

  private List<String> opposites(String word) {
    for (Word entry : words) {
      if (entry.word().equals(word)) {
        return joined(entry.opposite(), entry.oppositeSynonyms());
      }
      if (entry.opposite().equals(word)) {
        return joined(entry.word(), entry.synonyms());
      }
    }
    return List.of();
  }

  private static List<String> joined(String first, List<String> others) {
    return Stream.concat(Stream.of(first), others.stream())
        .filter(text -> !text.isEmpty())
        .toList();
  }

  private static Stream<String> tokens(String text) {
    return WORD.matcher(text.toLowerCase(Locale.ROOT)).results().map(MatchResult::group);
  }
}
