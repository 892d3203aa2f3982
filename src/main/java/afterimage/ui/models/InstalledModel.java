package afterimage.ui.models;

import afterimage.catalog.CheckpointFacts;
import afterimage.catalog.ModelCard;
import afterimage.catalog.ModelCatalog;
import afterimage.engine.EngineException;
import afterimage.ui.text.Texts;
import java.nio.file.Path;

/**
 * A model of the catalogue, as a list shows it.
 *
 * @param path its folder, or its checkpoint
 * @param name for people
 * @param detail what it is, or what is wrong with it
 * @param usable whether it can be taken into use
 * @param added whether the user added it, and can remove it
 */
record InstalledModel(Path path, String name, String detail, boolean usable, boolean added) {
  private static final double BILLION = 1e9;

  /** Reads a checkpoint's header; a bundle came with the program, or was put there whole. */
  static InstalledModel of(Path path, ModelCatalog catalog) {
    String name = String.valueOf(path.getFileName()).replaceFirst("\\.safetensors$", "");
    if (catalog.bundles().contains(path)) {
      return new InstalledModel(path, name, Texts.of("models.bundle"), true, false);
    }
    try {
      return new InstalledModel(path, name, describe(ModelCard.of(path).facts()), true, true);
    } catch (EngineException e) {
      return new InstalledModel(path, name, e.what() + " " + e.remedy(), false, true);
    }
  }

  /** Kind, parameters and size in a line. */
  static String describe(CheckpointFacts facts) {
    return Texts.of(
        "models.facts", facts.kind(), facts.parameters() / BILLION, facts.bytes() / BILLION);
  }
}
