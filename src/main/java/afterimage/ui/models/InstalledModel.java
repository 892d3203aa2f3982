package afterimage.ui.models;

import afterimage.catalog.CheckpointFacts;
import afterimage.catalog.ModelCard;
import afterimage.catalog.ModelCatalog;
import afterimage.catalog.ModelFile;
import afterimage.engine.EngineException;
import afterimage.engine.ImageEngine;
import afterimage.engine.ModelInfo;
import afterimage.ui.text.Texts;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A model of the catalogue, as a list shows it.
 *
 * @param path its folder, or its checkpoint
 * @param id its file's name
 * @param name for people
 * @param detail what it is, or what is wrong with it
 * @param usable whether it can be taken into use
 * @param added whether the user added it, and can remove it
 */
record InstalledModel(
    Path path, String id, String name, String detail, boolean usable, boolean added) {
  private static final double BILLION = 1e9;
  private static final double MILLION = 1e6;

  /**
   * Reads a checkpoint's header, or a bundle's description: a bundle came with the program, or was
   * put there whole.
   */
  static InstalledModel of(Path path, ModelCatalog catalog, ImageEngine engine) {
    String id = ModelFile.nameOf(path);
    boolean bundle = catalog.bundles().contains(path);
    try {
      if (bundle) {
        ModelInfo info = engine.describe(path);
        return new InstalledModel(path, id, info.name(), describe(info, bytes(path)), true, false);
      }
      return new InstalledModel(path, id, id, describe(ModelCard.of(path).facts()), true, true);
    } catch (EngineException e) {
      return new InstalledModel(path, id, id, e.problem().sentence(), false, !bundle);
    }
  }

  private static String describe(ModelInfo bundle, long bytes) {
    String size = Texts.of("models.bundle", bytes / MILLION);
    return Stream.of(
            bundle.description(), bundle.inpainting() ? Texts.of("models.inpainting") : "", size)
        .filter(line -> !line.isEmpty())
        .collect(Collectors.joining("\n"));
  }

  /** Of all files in a folder; 0 where they cannot be read. */
  private static long bytes(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.map(Path::toFile).filter(File::isFile).mapToLong(File::length).sum();
    } catch (IOException | UncheckedIOException e) {
      return 0;
    }
  }

  /** Kind, parameters and size in a line. */
  static String describe(CheckpointFacts facts) {
    return Texts.of(
        "models.facts", facts.kind(), facts.parameters() / BILLION, facts.bytes() / BILLION);
  }
}
