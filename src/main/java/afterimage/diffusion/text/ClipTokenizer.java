package afterimage.diffusion.text;

import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * CLIP's tokenizer: lower-cased text, cut into words, numbers and punctuation, each encoded by byte
 * pairs. Gives the ids of Hugging Face's fast CLIP tokenizer.
 *
 * <p>A special token in a prompt is taken for itself, the filling token included: SDXL's second
 * tokenizer fills with {@code !}, so that every exclamation mark reads as filling there.
 *
 * <p>Instances may be shared between threads.
 */
public final class ClipTokenizer {
  private static final Pattern WHITESPACE =
      Pattern.compile("\\s+", Pattern.UNICODE_CHARACTER_CLASS);
  private static final Pattern WORDS =
      Pattern.compile(
          "'s|'t|'re|'ve|'m|'ll|'d|\\p{L}+|\\p{N}|[^\\s\\p{L}\\p{N}]+",
          Pattern.UNICODE_CHARACTER_CLASS);

  /** A pattern that never matches. */
  private static final String NOTHING = "(?!)";

  private final TokenizerConfig config;
  private final BytePairs bytePairs;
  private final int vocabularySize;
  private final int start;
  private final int end;
  private final int pad;
  private final Map<String, Integer> specials;
  private final Pattern asWritten;
  private final Pattern normalised;

  /**
   * A tokenizer.
   *
   * @param vocabulary ids by token, as in {@code vocab.json}
   * @param merges the lines of {@code merges.txt}, with or without its first, the version
   * @throws IllegalArgumentException if the vocabulary lacks a special token
   */
  public ClipTokenizer(
      Map<String, Integer> vocabulary, List<String> merges, TokenizerConfig config) {
    this(vocabulary, merges, config, Map.of());
  }

  /**
   * A tokenizer whose vocabulary was added to.
   *
   * @param vocabulary ids by token, as in {@code vocab.json}, added ones included
   * @param merges the lines of {@code merges.txt}, with or without its first, the version
   * @param added tokens that stand for themselves in prompts besides the special ones, and whether
   *     they are looked for in lower-cased text
   * @throws IllegalArgumentException if the vocabulary lacks a special token
   */
  public ClipTokenizer(
      Map<String, Integer> vocabulary,
      List<String> merges,
      TokenizerConfig config,
      Map<String, Boolean> added) {
    this.config = config;
    vocabularySize = vocabulary.values().stream().mapToInt(id -> id + 1).max().orElse(0);
    start = config.idOf(config.start(), vocabulary);
    end = config.idOf(config.end(), vocabulary);
    pad = config.idOf(config.pad(), vocabulary);
    bytePairs =
        new BytePairs(Map.copyOf(vocabulary), merges, config.idOf(config.unknown(), vocabulary));
    Map<String, Boolean> tokens = new HashMap<>(added);
    for (String token : List.of(config.start(), config.end(), config.unknown(), config.pad())) {
      tokens.merge(token, config.normalised().contains(token), Boolean::logicalOr);
    }
    specials = new HashMap<>();
    tokens.forEach(
        (token, lowered) ->
            specials.put(lowered ? normalised(token) : token, config.idOf(token, vocabulary)));
    asWritten = anyOf(tokens, false);
    normalised = anyOf(tokens, true);
  }

  /** The longest first, so that it wins over those that it begins with. */
  private static Pattern anyOf(Map<String, Boolean> all, boolean lowered) {
    String tokens =
        all.entrySet().stream()
            .filter(token -> token.getValue() == lowered)
            .map(token -> lowered ? normalised(token.getKey()) : token.getKey())
            .sorted(Comparator.comparingInt(String::length).reversed())
            .map(Pattern::quote)
            .collect(Collectors.joining("|"));
    return Pattern.compile(tokens.isEmpty() ? NOTHING : tokens);
  }

  /** The special tokens and the length of the network's input. */
  public TokenizerConfig config() {
    return config;
  }

  public int startId() {
    return start;
  }

  public int endId() {
    return end;
  }

  public int padId() {
    return pad;
  }

  /** One more than the highest id of the vocabulary: the first that is free. */
  public int vocabularySize() {
    return vocabularySize;
  }

  /** The ids of a text between start and end, however many. */
  public int[] encode(String text) {
    int[] words = words(text);
    int[] ids = new int[words.length + 2];
    ids[0] = start;
    System.arraycopy(words, 0, ids, 1, words.length);
    ids[ids.length - 1] = end;
    return ids;
  }

  /** The ids of a text as the network takes them: cut before the end, or filled up after it. */
  public int[] padded(String text) {
    int[] ids = encode(text);
    int[] padded = Arrays.copyOf(ids, config.maxLength());
    if (ids.length >= padded.length) {
      padded[padded.length - 1] = end;
    } else {
      Arrays.fill(padded, ids.length, padded.length, pad);
    }
    return padded;
  }

  /** The ids of a text alone, without start and end. */
  public int[] words(String text) {
    IntStream.Builder ids = IntStream.builder();
    split(
        text,
        asWritten,
        ids,
        part -> split(normalised(part), normalised, ids, words -> addWords(words, ids)));
    return ids.build().toArray();
  }

  /** Adds the ids of special tokens and leaves what lies between them to {@code between}. */
  private void split(String text, Pattern tokens, IntStream.Builder ids, Consumer<String> between) {
    int from = 0;
    Matcher token = tokens.matcher(text);
    while (token.find()) {
      between.accept(text.substring(from, token.start()));
      ids.add(Objects.requireNonNull(specials.get(token.group())));
      from = token.end();
    }
    between.accept(text.substring(from));
  }

  private void addWords(String text, IntStream.Builder ids) {
    Matcher word = WORDS.matcher(text);
    while (word.find()) {
      for (int id : bytePairs.encode(ByteSymbols.of(word.group()))) {
        ids.add(id);
      }
    }
  }

  private static String normalised(String text) {
    String composed = Composition.of(text);
    String spaced = WHITESPACE.matcher(composed).replaceAll(" ");
    StringBuilder lower = new StringBuilder();
    // One by one, so that a final sigma becomes what any sigma becomes.
    spaced.codePoints().forEach(c -> lower.append(Character.toString(c).toLowerCase(Locale.ROOT)));
    return lower.toString();
  }
}
