package afterimage.catalog.found;

import afterimage.catalog.ModelCatalog;
import afterimage.catalog.ModelFile;
import afterimage.catalog.PublishedModel;
import afterimage.catalog.PublishedModels;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The VAEs that are here: in the folders of models and downloads, and where other programs keep
 * theirs.
 *
 * @param catalog knows the folders
 * @param places of other programs
 * @param published some of them by their names
 */
public record VaeFiles(
    ModelCatalog catalog, List<ModelPlaces.Place> places, PublishedModels published) {
  /** All of them; reads the files' headers. */
  public List<Path> all() {
    return candidates().stream().filter(file -> ModelFile.of(file) == ModelFile.VAE).toList();
  }

  /**
   * The VAE that is called so.
   *
   * @param name of its file, with or without the ending, or of a published one
   */
  public Optional<Path> find(String name) {
    String stem = PartFolders.stem(name);
    String published = published(name).orElse(stem);
    return candidates().stream()
        .filter(
            file -> PartFolders.stem(file).equals(stem) || PartFolders.stem(file).equals(published))
        .filter(file -> ModelFile.of(file) == ModelFile.VAE)
        .findFirst();
  }

  /** What the file of a published VAE is called here. */
  private Optional<String> published(String id) {
    return published
        .find(id)
        .filter(model -> model.use() == PublishedModel.Use.VAE)
        .map(model -> PartFolders.stem(model.saveAs()));
  }

  private Set<Path> candidates() {
    return new PartFolders(catalog, places, "vae").files();
  }
}
