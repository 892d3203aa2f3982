package afterimage.engine;

import java.nio.file.Path;

/**
 * A model, and how to load it.
 *
 * @param path a model bundle's folder, a checkpoint file or a folder in diffusers' layout
 * @param options how to load it
 */
public record ModelRef(Path path, ModelOptions options) {

  /** A model as it is. */
  public ModelRef(Path path) {
    this(path, ModelOptions.DEFAULT);
  }
}
