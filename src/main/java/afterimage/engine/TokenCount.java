package afterimage.engine;

import java.util.List;

/**
 * How long a prompt is for a model.
 *
 * @param tokens its words' tokens, an embedding's vectors among them; weights and brackets are not
 *     counted, unless it is plain
 * @param room tokens that go into one chunk, 75 for SDXL
 * @param chunks that the prompt takes, at least 1; a plain prompt is one, and cut
 * @param embeddings what the prompt's embeddings are called, in its order
 */
public record TokenCount(int tokens, int room, int chunks, List<String> embeddings) {

  public TokenCount {
    embeddings = List.copyOf(embeddings);
  }

  /** Of a prompt without embeddings. */
  public TokenCount(int tokens, int room, int chunks) {
    this(tokens, room, chunks, List.of());
  }
}
