package afterimage.cli;

import afterimage.catalog.ModelCatalog;
import afterimage.engine.EngineException;
import afterimage.engine.ModelInfo;
import afterimage.engine.RefineEngine;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Finds the model that {@code --model} means: a folder, a bundle's name, or the first installed.
 */
final class ModelChoice {
  private ModelChoice() {}

  /**
   * The model to use.
   *
   * @param wanted a folder or a name, or null for the first installed
   * @throws EngineException if there is none, or it is not usable
   */
  static ModelInfo choose(@Nullable String wanted, ModelCatalog catalog, RefineEngine engine)
      throws EngineException {
    List<Path> installed = catalog.bundles();
    if (wanted == null) {
      if (installed.isEmpty()) {
        throw new EngineException(
            "No model is installed; looked in " + looked(catalog) + ".",
            "Put a model's folder there, or name one with --model.");
      }
      return engine.describe(installed.getFirst());
    }
    for (Path bundle : installed) {
      if (wanted.equalsIgnoreCase(String.valueOf(bundle.getFileName()))) {
        return engine.describe(bundle);
      }
    }
    if (Files.exists(Path.of(wanted))) {
      return engine.describe(Path.of(wanted));
    }
    throw new EngineException(
        "There is no model '"
            + wanted
            + "': neither a folder nor one of the installed "
            + names(installed)
            + ".",
        "See 'afterimage models'.");
  }

  private static String looked(ModelCatalog catalog) {
    return catalog.roots().stream().map(Path::toString).collect(Collectors.joining(", "));
  }

  private static String names(List<Path> installed) {
    return installed.stream()
        .map(bundle -> String.valueOf(bundle.getFileName()))
        .collect(Collectors.joining(", ", "(", ")"));
  }
}
