package afterimage.ui.generate;

import afterimage.engine.EngineException;
import afterimage.engine.ModelInfo;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The installed models that can be used.
 *
 * @param bases make pictures from words
 * @param refiners only refine
 */
record KnownModels(List<ModelInfo> bases, List<ModelInfo> refiners) {
  private static final System.Logger LOG = System.getLogger(KnownModels.class.getName());

  /** Says what a model is. */
  @FunctionalInterface
  interface Describer {
    ModelInfo describe(Path model) throws EngineException;
  }

  /** Looks at each model; slow where one is a checkpoint that was never used. */
  static KnownModels of(List<Path> models, Describer describer) {
    List<ModelInfo> bases = new ArrayList<>();
    List<ModelInfo> refiners = new ArrayList<>();
    for (Path model : models) {
      try {
        ModelInfo info = describer.describe(model);
        (info.generatedSize() == null ? refiners : bases).add(info);
      } catch (EngineException e) {
        // Others may be usable.
        LOG.log(System.Logger.Level.INFO, "{0} is not offered: {1}", model, e.getMessage());
      }
    }
    return new KnownModels(List.copyOf(bases), List.copyOf(refiners));
  }
}
