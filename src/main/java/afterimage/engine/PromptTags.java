package afterimage.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A prompt without its tags, and those: {@code <lora:name:weight>} as A1111 has it, where nothing
 * of a tag is a word that a model should read. What ComfyUI writes {@code embedding:name} is read
 * at its place in the prompt, see {@link EmbeddingTag}.
 *
 * <p>Takes time in proportion to the prompt's length, whatever it holds.
 *
 * @param prompt the words that are left
 * @param tags in their order
 */
public record PromptTags(String prompt, List<Tag> tags) {
  private static final Pattern TAG =
      Pattern.compile(
          "<\\s*+(?<kind>lora|lyco|hypernet)\\s*+"
              + "(?:>|:(?<closed>[^<>]*+)>|:(?<open>[^\\s,<>]*+))",
          Pattern.CASE_INSENSITIVE);
  private static final Pattern NUMBER =
      Pattern.compile("[+-]?(?:[0-9]{1,20}\\.?[0-9]{0,20}|\\.[0-9]{1,20})(?:[eE][+-]?[0-9]{1,3})?");

  /** What a tag asks for. */
  public enum Kind {
    LORA,
    HYPERNETWORK
  }

  /**
   * A tag.
   *
   * @param written as it stands in the prompt
   * @param name of what is to be loaded; empty if none is given
   * @param weight for the UNet, or null if what stands there is no number
   * @param textWeight for the text encoders, or null if what stands there is no number
   * @param closed whether it has its closing bracket
   */
  public record Tag(
      Kind kind,
      String written,
      String name,
      @Nullable Double weight,
      @Nullable Double textWeight,
      boolean closed) {

    private static Tag of(Kind kind, String written, String content, boolean closed) {
      List<String> places = new ArrayList<>();
      @Nullable String text = null;
      @Nullable String unet = null;
      for (String part : content.split(":", -1)) {
        String plain = part.strip();
        if (places.isEmpty() || plain.indexOf('=') < 0) {
          places.add(plain);
        } else if (plain.startsWith("te=")) {
          text = plain.substring("te=".length());
        } else if (plain.startsWith("unet=")) {
          unet = plain.substring("unet=".length());
        }
      }
      text = places.size() > 1 ? places.get(1) : text;
      unet = places.size() > 2 ? places.get(2) : unet;
      // A1111: the UNet's weight is that of the text encoders where none is given.
      Double ofText = text == null ? Double.valueOf(1) : number(text);
      return new Tag(
          kind, written, places.getFirst(), unet == null ? ofText : number(unet), ofText, closed);
    }

    private static @Nullable Double number(String text) {
      return NUMBER.matcher(text).matches() ? Double.valueOf(text) : null;
    }
  }

  /** Takes a prompt apart. */
  public static PromptTags in(String prompt) {
    List<Tag> tags = new ArrayList<>();
    StringBuilder words = new StringBuilder();
    Matcher matcher = TAG.matcher(prompt);
    int from = 0;
    while (matcher.find()) {
      words.append(prompt, from, matcher.start());
      from = matcher.end();
      if (endsInSpace(words) && from < prompt.length() && prompt.charAt(from) == ' ') {
        from++;
      }
      tags.add(tag(matcher));
    }
    return new PromptTags(
        tags.isEmpty() ? prompt : words.append(prompt, from, prompt.length()).toString(),
        List.copyOf(tags));
  }

  /** A prompt without its tags. */
  public static String without(String prompt) {
    return in(prompt).prompt;
  }

  /** Settings of which no prompt has tags. */
  public static RefineSettings without(RefineSettings settings) {
    AdvancedSettings advanced = settings.advanced();
    return settings
        .withPrompt(bare(settings.prompt()))
        .withNegativePrompt(bare(settings.negativePrompt()))
        .withAdvanced(
            advanced
                .withPrompt2(bareOrNull(advanced.prompt2()))
                .withNegativePrompt2(bareOrNull(advanced.negativePrompt2())));
  }

  /** Whether a prompt of the settings has tags. */
  public static boolean areIn(RefineSettings settings) {
    return settings.prompts().stream().anyMatch(prompt -> !in(prompt).tags.isEmpty());
  }

  private static String bare(String prompt) {
    PromptTags tags = in(prompt);
    return tags.tags.isEmpty() ? prompt : tags.prompt.strip();
  }

  private static @Nullable String bareOrNull(@Nullable String prompt) {
    return prompt == null ? null : bare(prompt);
  }

  private static boolean endsInSpace(StringBuilder text) {
    return text.isEmpty() || text.charAt(text.length() - 1) == ' ';
  }

  private static Tag tag(Matcher matcher) {
    String written = matcher.group();
    Kind kind =
        switch (matcher.group("kind").toLowerCase(Locale.ROOT)) {
          case "hypernet" -> Kind.HYPERNETWORK;
          default -> Kind.LORA;
        };
    String open = matcher.group("open");
    String closed = matcher.group("closed");
    return Tag.of(
        kind, written, open != null ? open : closed != null ? closed : "", written.endsWith(">"));
  }
}
