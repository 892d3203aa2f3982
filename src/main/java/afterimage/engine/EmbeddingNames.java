package afterimage.engine;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Finds names of embeddings in a prompt.
 *
 * <p>A name is found in capitals or small letters where no other letter or digit touches it, as in
 * A1111; the longest wins where several begin. {@code embedding:NAME} and {@code <embedding:NAME>},
 * as in ComfyUI and stable-diffusion.cpp, mean the same.
 */
public final class EmbeddingNames {
  private static final Pattern NOTHING = Pattern.compile("(?!)");

  private final Map<String, Integer> indices = new HashMap<>();
  private final Pattern pattern;

  /**
   * @param names to look for; of two that differ in capitals only, the first counts
   */
  public EmbeddingNames(List<String> names) {
    for (int i = 0; i < names.size(); i++) {
      indices.putIfAbsent(folded(names.get(i)), i);
    }
    pattern = names.isEmpty() ? NOTHING : pattern(names);
  }

  private static Pattern pattern(List<String> names) {
    String any =
        names.stream()
            .sorted(Comparator.comparingInt(String::length).reversed())
            .map(EmbeddingNames::bounded)
            .collect(Collectors.joining("|", "(?:", ")"));
    return Pattern.compile(
        "<\\s*+embedding:\\s*+(?<closed>"
            + any
            + ")\\s*+(?::[^<>]*+)?>|(?<![\\w-])embedding:\\s*+(?<open>"
            + any
            + ")|(?<bare>"
            + any
            + ")",
        Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);
  }

  private static String bounded(String name) {
    return (Character.isLetterOrDigit(name.codePointAt(0)) ? "(?<![\\p{L}\\p{N}])" : "")
        + Pattern.quote(name)
        + (Character.isLetterOrDigit(name.codePointBefore(name.length()))
            ? "(?![\\p{L}\\p{N}])"
            : "");
  }

  /** As the pattern compares. */
  private static String folded(String name) {
    return name.toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT);
  }

  /**
   * Cuts a prompt at the names.
   *
   * @param between gets what lies between them
   * @param names gets each name's place in the list, from 0
   */
  public void split(String prompt, Consumer<String> between, Consumer<Integer> names) {
    Matcher matcher = pattern.matcher(prompt);
    int from = 0;
    while (matcher.find()) {
      String closed = matcher.group("closed");
      String open = matcher.group("open");
      String name = closed != null ? closed : open != null ? open : matcher.group("bare");
      Integer index = indices.get(folded(Objects.requireNonNull(name)));
      if (index == null) {
        continue; // A letter that folds in more than one way.
      }
      if (matcher.start() > from) {
        between.accept(prompt.substring(from, matcher.start()));
      }
      names.accept(index);
      from = matcher.end();
    }
    if (from < prompt.length()) {
      between.accept(prompt.substring(from));
    }
  }

  /** The places in the list of the names that stand in a prompt, in its order, each once. */
  public List<Integer> in(String prompt) {
    Set<Integer> found = new LinkedHashSet<>();
    split(prompt, _ -> {}, found::add);
    return new ArrayList<>(found);
  }
}
