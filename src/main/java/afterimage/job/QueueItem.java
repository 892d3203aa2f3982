package afterimage.job;

import afterimage.engine.ModelOptions;
import afterimage.engine.RefineSettings;
import java.nio.file.Path;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A picture to refine, with all that is needed to begin again after the program was killed.
 *
 * @param id unlike every other's
 * @param source the picture's file
 * @param model the model bundle's folder
 * @param options how to load it
 * @param settings how to refine
 * @param device where to run, as {@link afterimage.engine.Device#parse} reads it
 * @param target where the result goes; belongs to this item alone, so that a file there means done
 * @param submitted when it was asked for
 * @param mask the file of a mask, white where the picture may change, or null for everywhere
 */
public record QueueItem(
    String id,
    Path source,
    Path model,
    ModelOptions options,
    RefineSettings settings,
    String device,
    Path target,
    Instant submitted,
    @Nullable Path mask) {

  /** A picture to refine with a model as it is, anywhere. */
  public QueueItem(
      String id,
      Path source,
      Path model,
      RefineSettings settings,
      String device,
      Path target,
      Instant submitted) {
    this(id, source, model, ModelOptions.DEFAULT, settings, device, target, submitted, null);
  }

  /** Items of an older journal have no options. */
  public QueueItem {
    options = options == null ? ModelOptions.DEFAULT : options;
  }
}
