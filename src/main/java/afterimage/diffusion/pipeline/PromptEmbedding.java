package afterimage.diffusion.pipeline;

import afterimage.diffusion.text.AddedTokens;
import java.util.List;
import java.util.Map;

/**
 * Vectors that a name in prompts stands for (textual inversion; Gal et al. 2022).
 *
 * @param name by which prompts call it, not empty
 * @param vectors by text encoder, each as wide as that encoder's hidden states
 */
public record PromptEmbedding(String name, Map<String, List<float[]>> vectors) {

  public PromptEmbedding {
    vectors = Map.copyOf(vectors);
  }

  /** The vectors for a text encoder; none if it has no such. */
  List<float[]> of(String encoder) {
    return vectors.getOrDefault(encoder, List.of());
  }

  /** What a tower's prompts may call. */
  static AddedTokens tokens(List<PromptEmbedding> embeddings, PromptTower tower) {
    String encoder = tower.encoder().name();
    return AddedTokens.of(
        embeddings.stream()
            .filter(embedding -> !embedding.of(encoder).isEmpty())
            .map(e -> new AddedTokens.Name(e.name, e.of(encoder).size()))
            .toList(),
        tower.tokenizer());
  }

  /** All vectors for a tower, in the order of their ids. */
  static AddedVectors vectors(List<PromptEmbedding> embeddings, PromptTower tower) {
    List<float[]> rows =
        embeddings.stream().flatMap(e -> e.of(tower.encoder().name()).stream()).toList();
    return rows.isEmpty()
        ? AddedVectors.NONE
        : new AddedVectors(tower.tokenizer().vocabularySize(), rows);
  }
}
