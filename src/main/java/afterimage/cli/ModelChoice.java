package afterimage.cli;

import afterimage.catalog.ModelCatalog;
import afterimage.catalog.ModelFile;
import afterimage.engine.EngineException;
import afterimage.engine.ImageEngine;
import afterimage.engine.ModelInfo;
import afterimage.engine.ModelOptions;
import afterimage.engine.ModelRef;
import afterimage.file.PathText;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Finds the model that {@code --model} means: a folder or checkpoint, an installed model's name, or
 * the first installed.
 */
final class ModelChoice {
  private ModelChoice() {}

  /**
   * The model to use.
   *
   * @param wanted a path or a name, or null for the first installed
   * @param options how it would be loaded
   * @throws EngineException if there is none, or it is not usable
   */
  static ModelInfo choose(
      @Nullable String wanted, ModelCatalog catalog, ImageEngine engine, ModelOptions options)
      throws EngineException {
    List<Path> installed = catalog.models();
    if (wanted == null) {
      if (installed.isEmpty()) {
        throw new EngineException(
            "No model is installed in " + looked(catalog) + ".",
            "Put a model's folder there, or choose one with --model.");
      }
      return engine.describe(installed.getFirst());
    }
    return engine.describe(new ModelRef(path(wanted, catalog), options));
  }

  /** The name by which an installed model is chosen: its folder's or file's. */
  static String nameOf(Path model) {
    return ModelFile.nameOf(model);
  }

  /**
   * The path of a model that is named by its name or path.
   *
   * @throws EngineException if it is neither
   */
  static Path path(String wanted, ModelCatalog catalog) throws EngineException {
    Optional<Path> named = PathText.find(wanted);
    Path absolute = named.map(path -> path.toAbsolutePath().normalize()).orElse(null);
    for (Path model : catalog.models()) {
      if (wanted.equalsIgnoreCase(nameOf(model)) || model.equals(absolute)) {
        return model;
      }
    }
    if (named.filter(Files::exists).isPresent()) {
      return named.get();
    }
    throw new EngineException(
        "Unknown model '"
            + wanted
            + "': neither a path nor one of the installed models "
            + names(catalog.models())
            + ".",
        "'afterimage models' lists them.");
  }

  /**
   * The base model to use.
   *
   * @param wanted a folder or a name, or null for the first installed that makes pictures
   * @param options how it would be loaded
   * @throws EngineException if there is none, or it is not usable, or it only refines
   */
  static ModelInfo chooseBase(
      @Nullable String wanted, ModelCatalog catalog, ImageEngine engine, ModelOptions options)
      throws EngineException {
    if (wanted != null) {
      ModelInfo named = choose(wanted, catalog, engine, options);
      if (named.generatedSize() == null) {
        throw new EngineException(
            named.name() + " only refines pictures; it cannot generate them from text.",
            "Use a base model for that, or 'afterimage refine'.");
      }
      return named;
    }
    for (Path bundle : catalog.models()) {
      ModelInfo info = describeIfUsable(bundle, engine);
      if (info != null && info.generatedSize() != null) {
        return info;
      }
    }
    throw new EngineException(
        "No base model for generating pictures from text is installed in " + looked(catalog) + ".",
        "Choose a base model's folder with --model.");
  }

  private static @Nullable ModelInfo describeIfUsable(Path bundle, ImageEngine engine) {
    try {
      return engine.describe(bundle);
    } catch (EngineException e) {
      // Another one may be usable; 'afterimage models' says what is wrong with this.
      return null;
    }
  }

  private static String looked(ModelCatalog catalog) {
    return catalog.roots().stream().map(Path::toString).collect(Collectors.joining(", "));
  }

  private static String names(List<Path> installed) {
    return installed.stream().map(ModelChoice::nameOf).collect(Collectors.joining(", ", "(", ")"));
  }
}
