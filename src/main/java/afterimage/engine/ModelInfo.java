package afterimage.engine;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a model says of itself.
 *
 * @param directory its folder, or its checkpoint file
 * @param name for people
 * @param description one or two sentences, may be empty
 * @param license of the weights, may be empty
 * @param defaults the settings that suit it; the prompts are empty and the seed is 0
 * @param inpainting whether it was made to fill in what a mask covers; without a mask it repaints
 *     all of a picture
 * @param aestheticScores whether it knows aesthetic scores
 * @param sizeMultiple pictures are padded to multiples of this many pixels, and cropped back
 * @param schedulers names that {@link RefineSettings#scheduler} may take; the first is its own
 * @param generatedSize the size of pictures that it makes from words alone, or null for a model
 *     that only refines
 * @param vocabulary the only words it understands, or empty if it takes free text
 */
public record ModelInfo(
    Path directory,
    String name,
    String description,
    String license,
    RefineSettings defaults,
    boolean inpainting,
    boolean aestheticScores,
    int sizeMultiple,
    List<String> schedulers,
    @Nullable PixelSize generatedSize,
    List<Word> vocabulary) {

  /** The same for a model that is chosen by another path: a checkpoint's. */
  public ModelInfo chosenAs(Path path) {
    return new ModelInfo(
        path,
        name,
        description,
        license,
        defaults,
        inpainting,
        aestheticScores,
        sizeMultiple,
        schedulers,
        generatedSize,
        vocabulary);
  }

  /** The same with other settings to begin with. */
  public ModelInfo withDefaults(RefineSettings others) {
    return new ModelInfo(
        directory,
        name,
        description,
        license,
        others,
        inpainting,
        aestheticScores,
        sizeMultiple,
        schedulers,
        generatedSize,
        vocabulary);
  }

  private static final Pattern TOKEN = Pattern.compile("\\p{L}[\\p{L}\\p{N}'-]*");

  /**
   * The words of a prompt that the model does not understand, in lower case, in order, each once;
   * none where it takes free text.
   */
  public List<String> unknownWords(String prompt) {
    if (vocabulary.isEmpty()) {
      return List.of();
    }
    Set<String> known =
        vocabulary.stream()
            .flatMap(Word::spellings)
            .flatMap(ModelInfo::tokens)
            .collect(Collectors.toSet());
    return tokens(BreakWord.blanked(PromptTags.without(prompt)))
        .filter(token -> !known.contains(token))
        .distinct()
        .toList();
  }

  private static Stream<String> tokens(String text) {
    return TOKEN.matcher(text.toLowerCase(Locale.ROOT)).results().map(MatchResult::group);
  }

  /**
   * A word with its opposite.
   *
   * @param word the word itself, in lower case
   * @param synonyms words that mean the same
   * @param opposite what undoes it
   * @param oppositeSynonyms words that mean the same as the opposite
   */
  public record Word(
      String word, List<String> synonyms, String opposite, List<String> oppositeSynonyms) {

    private Stream<String> spellings() {
      return Stream.of(List.of(word), synonyms, List.of(opposite), oppositeSynonyms)
          .flatMap(List::stream);
    }
  }
}
