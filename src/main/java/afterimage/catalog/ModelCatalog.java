package afterimage.catalog;

import afterimage.engine.EngineException;
import afterimage.file.PathText;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The model bundles in a list of folders: each of these folders may be a bundle itself or hold
 * some.
 *
 * @param roots where to look, the most important first; the last holds what the user added
 * @param downloads where models are downloaded to
 */
public record ModelCatalog(List<Path> roots, Path downloads) {

  /** Folders to look in, separated as the platform separates paths; the built-in model's first. */
  public static final String PROPERTY = "afterimage.models";

  private static final String INDEX = "model_index.json";

  public ModelCatalog {
    roots = List.copyOf(roots);
  }

  /** Downloads go to the last of the folders. */
  public ModelCatalog(List<Path> roots) {
    this(roots, roots.getLast());
  }

  /**
   * The catalogue of this machine.
   *
   * @param more where the user wants models to be looked for, too, and downloaded to
   * @param userModels the user's own models, which need not exist
   */
  public static ModelCatalog of(List<Path> more, Path userModels) {
    List<Path> roots = new ArrayList<>();
    for (String root : System.getProperty(PROPERTY, "").split(File.pathSeparator, -1)) {
      PathText.find(root).ifPresent(roots::add);
    }
    roots.addAll(more);
    roots.add(userModels);
    return new ModelCatalog(roots, more.isEmpty() ? userModels : more.getFirst());
  }

  /** The user's own models: those added, and the licences accepted for them. */
  public AddedModels added() {
    return new AddedModels(roots.getLast());
  }

  /** Every model: the bundles' folders, then the checkpoints that were added, where they are. */
  public List<Path> models() {
    Set<Path> models = new LinkedHashSet<>(bundles());
    try {
      for (AddedModels.Entry entry : added().entries()) {
        PathText.find(entry.path()).ifPresent(models::add);
      }
    } catch (EngineException e) {
      System.getLogger(ModelCatalog.class.getName())
          .log(System.Logger.Level.DEBUG, "the list of added models is not used", e);
    }
    return List.copyOf(models);
  }

  /** Why models that were added are missing, if their list cannot be read. */
  public Optional<EngineException> fault() {
    try {
      added().entries();
      return Optional.empty();
    } catch (EngineException e) {
      return Optional.of(e);
    }
  }

  /** Every bundle's folder, by root, then by name; none twice. */
  public List<Path> bundles() {
    Set<Path> bundles = new LinkedHashSet<>();
    for (Path root : roots) {
      if (isBundle(root)) {
        bundles.add(root.toAbsolutePath().normalize());
      }
      bundles.addAll(inside(root));
    }
    return List.copyOf(bundles);
  }

  private static List<Path> inside(Path root) {
    if (!Files.isDirectory(root)) {
      return List.of();
    }
    try (Stream<Path> folders = Files.list(root)) {
      return folders
          .filter(ModelCatalog::isBundle)
          .map(folder -> folder.toAbsolutePath().normalize())
          .sorted()
          .toList();
    } catch (IOException | UncheckedIOException e) {
      // A folder that may not be read holds no model that could be used.
      return List.of();
    }
  }

  private static boolean isBundle(Path folder) {
    return Files.isRegularFile(folder.resolve(INDEX));
  }
}
