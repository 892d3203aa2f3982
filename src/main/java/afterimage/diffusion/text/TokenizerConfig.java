package afterimage.diffusion.text;

import afterimage.message.Messages;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The special tokens of a CLIP tokenizer and the length of its network's input.
 *
 * @param start begins every prompt
 * @param end ends every prompt
 * @param pad fills up; SDXL's second tokenizer fills with {@code !}
 * @param unknown stands for what the vocabulary lacks
 * @param normalised those of them that are looked for in a prompt after it was lower-cased; the
 *     others only match as they are written
 * @param maxLength tokens that the network takes, start and end included
 */
public record TokenizerConfig(
    String start, String end, String pad, String unknown, Set<String> normalised, int maxLength) {
  private static final int CLIP_LENGTH = 77;

  /**
   * Checks the values.
   *
   * @throws IllegalArgumentException if a token is empty or there is no room for one
   */
  public TokenizerConfig {
    if (start.isEmpty() || end.isEmpty() || pad.isEmpty() || unknown.isEmpty()) {
      throw new IllegalArgumentException(Messages.of("diffusion.token.empty"));
    }
    if (maxLength < 3) {
      throw new IllegalArgumentException(Messages.of("diffusion.token.length", maxLength));
    }
    normalised = Set.copyOf(normalised);
  }

  /** What CLIP itself uses: {@code <|endoftext|>} ends and fills, 77 tokens. */
  public static TokenizerConfig clip() {
    return of(Map.of(), Map.of());
  }

  /**
   * The configuration in a tokenizer's folder. Tokens are strings or objects with a {@code content}
   * and whether they are {@code normalized}; the special tokens map goes before the tokenizer's
   * configuration, and what neither says is CLIP's.
   *
   * @param tokenizerConfig the entries of {@code tokenizer_config.json}
   * @param specialTokens the entries of {@code special_tokens_map.json}
   * @throws IllegalArgumentException naming an entry of another kind
   */
  public static TokenizerConfig of(
      Map<String, ? extends @Nullable Object> tokenizerConfig,
      Map<String, ? extends @Nullable Object> specialTokens) {
    Map<String, Object> entries = new HashMap<>();
    Stream.of(tokenizerConfig, specialTokens)
        .forEach(
            map ->
                map.forEach(
                    (key, value) -> {
                      if (value != null) {
                        entries.put(key, value);
                      }
                    }));
    Set<String> normalised = new HashSet<>();
    String start = token("bos_token", "<|startoftext|>", entries, normalised);
    String end = token("eos_token", "<|endoftext|>", entries, normalised);
    String unknown = token("unk_token", end, entries, normalised);
    String pad = token("pad_token", end, entries, normalised);
    return new TokenizerConfig(
        start, end, pad, unknown, normalised, maxLength(entries.get("model_max_length")));
  }

  /** Reads a token; where one is given twice, the later entry says whether it is normalised. */
  private static String token(
      String key, String fallback, Map<String, Object> entries, Set<String> normalised) {
    Object value = entries.get(key);
    boolean normalise = false;
    if (value instanceof Map<?, ?> fields) {
      normalise = Boolean.TRUE.equals(fields.get("normalized"));
      value = fields.get("content");
    }
    if (value == null) {
      return fallback;
    }
    if (!(value instanceof String token)) {
      throw new IllegalArgumentException(
          Messages.of("diffusion.token.kind", key, String.valueOf(value)));
    }
    if (normalise) {
      normalised.add(token);
    } else {
      normalised.remove(token);
    }
    return token;
  }

  private static int maxLength(@Nullable Object value) {
    if (value == null) {
      return CLIP_LENGTH;
    }
    if (!(value instanceof Number number)) {
      throw new IllegalArgumentException(Messages.of("diffusion.token.number", value));
    }
    // Some exporters write 1e30 for "not known".
    return number.doubleValue() > Short.MAX_VALUE ? CLIP_LENGTH : number.intValue();
  }

  /** The id of one of these tokens in a vocabulary. */
  int idOf(String token, Map<String, Integer> vocabulary) {
    Integer id = vocabulary.get(token);
    if (id == null) {
      throw new IllegalArgumentException(Messages.of("diffusion.token.missing", token));
    }
    return id;
  }
}
