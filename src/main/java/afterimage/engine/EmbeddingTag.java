package afterimage.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An embedding that a prompt asks for with more than its bare name: {@code embedding:name}, as
 * ComfyUI has it, or {@code <embedding:name>}.
 *
 * <p>Takes time in proportion to the prompt's length, whatever it holds.
 *
 * @param written as it stands in the prompt
 * @param name of the embedding, with folders and ending if they are written
 */
public record EmbeddingTag(String written, String name) {
  private static final Pattern TAG =
      Pattern.compile(
          "<\\s*+embedding\\s*+:\\s*+(?<closed>[^<>:]*+)(?::[^<>]*+)?>"
              + "|(?<![\\w-])embedding:\\s*+(?<open>[^\\s,:<>()\\[\\]|]++)",
          Pattern.CASE_INSENSITIVE);

  /** Those of a prompt, in their order. */
  public static List<EmbeddingTag> in(String prompt) {
    List<EmbeddingTag> tags = new ArrayList<>();
    Matcher matcher = TAG.matcher(prompt);
    while (matcher.find()) {
      tags.add(of(matcher));
    }
    return List.copyOf(tags);
  }

  private static EmbeddingTag of(Matcher matcher) {
    String closed = matcher.group("closed");
    String name = closed != null ? closed : String.valueOf(matcher.group("open"));
    return new EmbeddingTag(matcher.group(), name.strip());
  }

  /** A prompt without the tags that are unwanted; nothing of those is a word. */
  public static String without(String prompt, Predicate<EmbeddingTag> unwanted) {
    StringBuilder words = new StringBuilder();
    Matcher matcher = TAG.matcher(prompt);
    int from = 0;
    boolean any = false;
    while (matcher.find()) {
      if (unwanted.test(of(matcher))) {
        any = true;
        words.append(prompt, from, matcher.start());
        from = matcher.end();
      }
    }
    return any ? words.append(prompt, from, prompt.length()).toString() : prompt;
  }
}
