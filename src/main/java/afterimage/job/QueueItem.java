package afterimage.job;

import afterimage.engine.Device;
import afterimage.engine.ModelOptions;
import afterimage.engine.RefineSettings;
import java.nio.file.Path;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A picture to refine or to make from words, with all that is needed to begin again after the
 * program was killed.
 *
 * @param id unlike every other's
 * @param source the file of the picture to refine, or null for one made from words
 * @param model the model bundle's folder
 * @param options how to load it
 * @param settings how to make it
 * @param device where to run, as {@link afterimage.engine.Device#parse} reads it
 * @param target where the result goes; belongs to this item alone, so that a file there means done
 * @param submitted when it was asked for
 * @param mask the file of a mask, white where the picture may change, or null for everywhere
 * @param words how to make it without a source, or null where there is one
 */
public record QueueItem(
    String id,
    @Nullable Path source,
    Path model,
    ModelOptions options,
    RefineSettings settings,
    String device,
    Path target,
    Instant submitted,
    @Nullable Path mask,
    @Nullable FromWords words) {

  /**
   * Items of an older or another journal may lack options, device or time.
   *
   * @throws IllegalArgumentException unless there is either a source or words, and all the rest
   */
  public QueueItem {
    options = options == null ? ModelOptions.DEFAULT : options;
    device = device == null ? Device.AUTO.toString() : device;
    submitted = submitted == null ? Instant.EPOCH : submitted;
    if (id == null || model == null || settings == null || target == null) {
      throw new IllegalArgumentException("an item without id, model, settings or target");
    }
    if ((source == null) == (words == null)) {
      throw new IllegalArgumentException("a picture comes from a file or from words");
    }
  }

  /** A picture to refine with a model as it is, anywhere. */
  public QueueItem(
      String id,
      Path source,
      Path model,
      RefineSettings settings,
      String device,
      Path target,
      Instant submitted) {
    this(id, source, model, ModelOptions.DEFAULT, settings, device, target, submitted, null, null);
  }

  /** The file of the picture in the studio: what is refined, or what the words become. */
  public Path picture() {
    return source == null ? target : source;
  }
}
