package afterimage.catalog.download;

import afterimage.catalog.AddedModels;
import afterimage.catalog.ModelCard;
import afterimage.catalog.ModelCatalog;
import afterimage.catalog.PublishedFile;
import afterimage.catalog.PublishedModel;
import afterimage.catalog.PublishedModels;
import afterimage.catalog.found.FoundModel;
import afterimage.catalog.found.FoundModels;
import afterimage.catalog.found.ModelPlaces;
import afterimage.checkpoint.safetensors.SafetensorsHeader;
import afterimage.engine.Cancellation;
import afterimage.engine.CancelledException;
import afterimage.engine.EngineException;
import afterimage.message.Messages;
import afterimage.settings.PlatformFolders;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Models that can be had: from a server, of which nothing is asked before {@link #get}, and from
 * other programs on this computer.
 *
 * @param published the models
 * @param endpoint the server
 * @param policy tells when to try again
 * @param places where other programs keep models
 */
public record ModelSource(
    PublishedModels published,
    HubEndpoint endpoint,
    RetryPolicy policy,
    List<ModelPlaces.Place> places) {

  public ModelSource {
    places = List.copyOf(places);
  }

  /** What the program knows, by the server that the environment names, on this computer. */
  public static ModelSource current() {
    return new ModelSource(
        PublishedModels.shipped(),
        HubEndpoint.of(System.getenv()),
        RetryPolicy.USUAL,
        ModelPlaces.usual(System.getenv(), PlatformFolders.home()));
  }

  /** No models at all. */
  public static ModelSource none() {
    return new ModelSource(
        new PublishedModels(List.of(), List.of()),
        HubEndpoint.of(Map.of()),
        RetryPolicy.USUAL,
        List.of());
  }

  /**
   * Models of other programs that are not installed; also any in the folder that the user chose for
   * models.
   *
   * @param patience after which the search ends, wherever it is
   */
  public List<FoundModel> found(ModelCatalog catalog, Duration patience) {
    List<ModelPlaces.Place> all = new ArrayList<>(places);
    all.addAll(ModelPlaces.in(catalog.downloads()));
    return FoundModels.search(all, catalog.models(), published, patience);
  }

  /** Where other programs keep embeddings. */
  public List<Path> embeddingFolders() {
    return places.stream()
        .filter(ModelPlaces.Place::hasEmbeddings)
        .map(ModelPlaces.Place::folder)
        .toList();
  }

  /**
   * The file of a published model that another program keeps here. Reads all of it, where its
   * digest is known.
   *
   * @param patience for the search
   * @throws EngineException if it cannot be read
   */
  public Optional<FoundModel> elsewhere(
      PublishedModel model, ModelCatalog catalog, Duration patience) throws EngineException {
    String sha256 = model.sha256();
    for (FoundModel one : FoundModels.search(places, catalog.models(), published, patience)) {
      if (model.id().equals(one.published())
          && (sha256 == null || sha256.equals(PublishedFile.sha256(one.path())))) {
        return Optional.of(one);
      }
    }
    return Optional.empty();
  }

  /** Models in a folder that the user names. */
  public List<FoundModel> found(ModelCatalog catalog, Path folder, Duration patience) {
    return FoundModels.search(ModelPlaces.in(folder), catalog.models(), published, patience);
  }

  /** Where a model's file lies in a folder, or would. */
  public static Path place(PublishedModel model, Path folder) {
    return folder.resolve(model.saveAs());
  }

  /** Whether a model's file is in its place, by its size. */
  public static boolean isIn(Path folder, PublishedModel model) {
    Path file = place(model, folder);
    Long bytes = model.bytes();
    long there = file.toFile().length();
    return Files.isRegularFile(file) && (bytes == null ? there > 0 : there == bytes);
  }

  /**
   * Fetches a model's file and, if it runs on its own, adds it to the installed models.
   *
   * @param folder where to
   * @param added the user's models, and the licences accepted
   * @param listener told how far it is
   * @param cancellation stops it; what came is kept
   * @return the file
   * @throws EngineException if its licence was not accepted, or it cannot be had
   * @throws CancelledException if it was stopped
   */
  public Path get(
      PublishedModel model,
      Path folder,
      AddedModels added,
      Consumer<DownloadProgress> listener,
      Cancellation cancellation)
      throws EngineException, CancelledException {
    if (!added.isAccepted(model.terms())) {
      throw new EngineException(
          Messages.of("catalog.terms", model.terms().title()), Messages.of("catalog.terms.remedy"));
    }
    Path file =
        new FileDownload(
                endpoint.fileOf(model), place(model, folder), SafetensorsHeader::read, policy)
            .run(listener, cancellation);
    if (model.use().isWholeModel()) {
      added.add(ModelCard.of(file));
    }
    return file;
  }
}
