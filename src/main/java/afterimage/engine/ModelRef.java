package afterimage.engine;

import java.nio.file.Path;
import java.util.List;

/**
 * A model, how to load it, and what prompts may call by name.
 *
 * @param path a model bundle's folder, a checkpoint file or a folder in diffusers' layout
 * @param options how to load it
 * @param embeddings that prompts may call by their names; checkpoints only
 */
public record ModelRef(Path path, ModelOptions options, List<Embedding> embeddings) {

  public ModelRef {
    embeddings = embeddings == null ? List.of() : List.copyOf(embeddings);
  }

  /** A model without embeddings. */
  public ModelRef(Path path, ModelOptions options) {
    this(path, options, List.of());
  }

  /** A model as it is. */
  public ModelRef(Path path) {
    this(path, ModelOptions.DEFAULT);
  }

  /** The same, loaded in another way. */
  public ModelRef withOptions(ModelOptions other) {
    return new ModelRef(path, other, embeddings);
  }

  /** The same with other embeddings. */
  public ModelRef withEmbeddings(List<Embedding> others) {
    return new ModelRef(path, options, others);
  }
}
