package afterimage.engine;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A model, how to load it, and what it sees besides prompts and pictures.
 *
 * @param path a model bundle's folder, a checkpoint file or a folder in diffusers' layout
 * @param options how to load it
 * @param embeddings that prompts may call by their names; checkpoints only
 * @param control the file of the picture that its ControlNet sees, made as that was trained on:
 *     edges, depths or poses, for example; null for the picture that is refined
 */
public record ModelRef(
    Path path, ModelOptions options, List<Embedding> embeddings, @Nullable Path control) {

  public ModelRef {
    embeddings = embeddings == null ? List.of() : List.copyOf(embeddings);
  }

  /** A model without a control picture. */
  public ModelRef(Path path, ModelOptions options, List<Embedding> embeddings) {
    this(path, options, embeddings, null);
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
    return new ModelRef(path, other, embeddings, control);
  }

  /** The same with other embeddings. */
  public ModelRef withEmbeddings(List<Embedding> others) {
    return new ModelRef(path, options, others, control);
  }

  /** The same with another control picture. */
  public ModelRef withControl(@Nullable Path picture) {
    return new ModelRef(path, options, embeddings, picture);
  }
}
