package afterimage.diffusion.pipeline;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The words of a run.
 *
 * @param positive one prompt or more
 * @param negative as many, or null for none at all, which some models treat unlike ""
 * @param imagesPerPrompt how many pictures each prompt makes
 */
public record Prompts(List<String> positive, @Nullable List<String> negative, int imagesPerPrompt) {

  /** Checks the counts. */
  public Prompts {
    if (positive.isEmpty()
        || imagesPerPrompt < 1
        || (negative != null && negative.size() != positive.size())) {
      throw new IllegalArgumentException("prompts that do not match");
    }
  }

  /** One picture of one prompt; an empty negative prompt counts as none. */
  public static Prompts of(String positive, String negative) {
    return new Prompts(List.of(positive), negative.isBlank() ? null : List.of(negative), 1);
  }

  /** Pictures in all. */
  public int images() {
    return positive.size() * imagesPerPrompt;
  }
}
