package afterimage.catalog.download;

import afterimage.catalog.AddedModels;
import afterimage.catalog.ModelCard;
import afterimage.catalog.PublishedModel;
import afterimage.catalog.PublishedModels;
import afterimage.checkpoint.safetensors.SafetensorsHeader;
import afterimage.engine.Cancellation;
import afterimage.engine.CancelledException;
import afterimage.engine.EngineException;
import afterimage.message.Messages;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;

/**
 * Models that can be had, and the server that has them. Nothing is asked of it before {@link #get}.
 *
 * @param published the models
 * @param endpoint the server
 * @param policy tells when to try again
 */
public record ModelSource(PublishedModels published, HubEndpoint endpoint, RetryPolicy policy) {

  /** What the program came with, by the server that the environment names. */
  public static ModelSource current() {
    return new ModelSource(
        PublishedModels.shipped(), HubEndpoint.of(System.getenv()), RetryPolicy.USUAL);
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
