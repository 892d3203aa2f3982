package afterimage.cli;

import afterimage.catalog.found.VaeFiles;
import afterimage.engine.EngineException;
import afterimage.file.PathText;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Finds the VAE that {@code --vae} means: a file or folder, or one that is here by its name. */
final class VaeChoice {
  private VaeChoice() {}

  /** Those that are here. */
  static VaeFiles files(CommandLineParts parts) {
    return new VaeFiles(parts.models(), parts.source().places(), parts.source().published());
  }

  /**
   * The path of a VAE that is named by its name or path.
   *
   * @throws EngineException if it is neither
   */
  static Path path(String wanted, CommandLineParts parts) throws EngineException {
    Optional<Path> named = PathText.find(wanted).filter(Files::exists);
    if (named.isPresent()) {
      return named.get();
    }
    return files(parts)
        .find(wanted)
        .orElseThrow(
            () ->
                new EngineException(
                    "Unknown VAE '" + wanted + "': neither a path nor one that is here.",
                    parts.source().published().find(wanted).isPresent()
                        ? "'afterimage models get " + wanted + "' downloads it."
                        : "'afterimage models available' lists those that can be downloaded."));
  }
}
