package afterimage.diffusion.pipeline;

import afterimage.diffusion.text.AddedTokens;
import afterimage.diffusion.text.ClipTokenizer;
import afterimage.diffusion.text.PromptChunk;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The words of a run.
 *
 * @param positive one prompt or more
 * @param negative as many, or null for none at all, which some models treat unlike ""
 * @param positive2 as many, for the second of two text encoders; null for the same
 * @param negative2 as many, for the second of two text encoders; null for the same
 * @param imagesPerPrompt how many pictures each prompt makes
 * @param syntax how to read them
 * @param clipSkip layers to leave out before the penultimate
 * @param embeddings that the prompts may call by their names
 */
public record Prompts(
    List<String> positive,
    @Nullable List<String> negative,
    @Nullable List<String> positive2,
    @Nullable List<String> negative2,
    int imagesPerPrompt,
    Syntax syntax,
    int clipSkip,
    List<PromptEmbedding> embeddings) {

  /** How a prompt is read. */
  public enum Syntax {
    /** Every character is a word or part of one; what is too long is cut. diffusers' way. */
    PLAIN,
    /** Brackets weigh, {@code BREAK} parts, long prompts go on. A1111's way. */
    WEIGHTED;

    List<PromptChunk> chunks(ClipTokenizer tokenizer, AddedTokens added, String prompt) {
      return this == PLAIN
          ? List.of(PromptChunk.plain(tokenizer, added, prompt))
          : PromptChunk.weighted(tokenizer, added, prompt);
    }
  }

  /** Checks the counts. */
  public Prompts {
    embeddings = List.copyOf(embeddings);
    if (positive.isEmpty()
        || imagesPerPrompt < 1
        || differs(negative, positive)
        || differs(positive2, positive)
        || differs(negative2, positive)) {
      throw new IllegalArgumentException("prompts that do not match");
    }
  }

  private static boolean differs(@Nullable List<String> some, List<String> positive) {
    return some != null && some.size() != positive.size();
  }

  /** As diffusers reads them. */
  public static Prompts plain(
      List<String> positive, @Nullable List<String> negative, int imagesPerPrompt) {
    return plain(positive, negative, imagesPerPrompt, List.of());
  }

  /** The same with embeddings. */
  public static Prompts plain(
      List<String> positive,
      @Nullable List<String> negative,
      int imagesPerPrompt,
      List<PromptEmbedding> embeddings) {
    return new Prompts(
        positive, negative, null, null, imagesPerPrompt, Syntax.PLAIN, 0, embeddings);
  }

  /** Pictures in all. */
  public int images() {
    return positive.size() * imagesPerPrompt;
  }

  /** The prompts for a text encoder, counted from 0. */
  List<String> positive(int tower) {
    return tower > 0 && positive2 != null ? positive2 : positive;
  }

  /** The negative prompts for a text encoder, counted from 0; null for none at all. */
  @Nullable List<String> negative(int tower) {
    return tower > 0 && negative2 != null ? negative2 : negative;
  }
}
