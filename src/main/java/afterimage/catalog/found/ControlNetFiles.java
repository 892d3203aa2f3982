package afterimage.catalog.found;

import afterimage.catalog.ModelCatalog;
import afterimage.checkpoint.recognise.ControlNetSource;
import afterimage.engine.EngineException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The ControlNets that are here: in the folders of models and downloads, and where other programs
 * keep theirs.
 *
 * @param catalog knows the folders
 * @param places of other programs
 */
public record ControlNetFiles(ModelCatalog catalog, List<ModelPlaces.Place> places) {

  /**
   * Makes sure that a file or folder holds one for SDXL; reads headers.
   *
   * @throws EngineException if it does not
   */
  public static void require(Path path) throws EngineException {
    ControlNetSource.read(path);
  }

  /** All of them; reads the files' headers. */
  public List<Path> all() {
    return candidates().stream().filter(ControlNetSource::isOne).toList();
  }

  /**
   * The ControlNet that is called so.
   *
   * @param name of its file, with or without the ending
   */
  public Optional<Path> find(String name) {
    String stem = PartFolders.stem(name);
    return candidates().stream()
        .filter(file -> PartFolders.stem(file).equals(stem))
        .filter(ControlNetSource::isOne)
        .findFirst();
  }

  private Set<Path> candidates() {
    return new PartFolders(catalog, places, "controlnet").files();
  }
}
