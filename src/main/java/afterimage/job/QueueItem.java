package afterimage.job;

import afterimage.engine.ModelRef;
import afterimage.engine.RefineSettings;
import java.nio.file.Path;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A picture to make, with all that is needed to begin again after the program was killed.
 *
 * @param id unique
 * @param origin what it is made from
 * @param model what makes it
 * @param settings how to make it
 * @param device where to run, as {@link afterimage.engine.Device#parse} reads it
 * @param target where the result goes; belongs to this item alone, so that a file there means done
 * @param submitted when it was asked for
 */
public record QueueItem(
    String id,
    Origin origin,
    ModelRef model,
    RefineSettings settings,
    String device,
    Path target,
    Instant submitted) {

  /** A picture to refine with a model as it is, anywhere. */
  public QueueItem(
      String id,
      Path source,
      Path model,
      RefineSettings settings,
      String device,
      Path target,
      Instant submitted) {
    this(
        id,
        new Origin.FromPicture(source, null),
        new ModelRef(model),
        settings,
        device,
        target,
        submitted);
  }

  /** The file of the picture in the studio: what is refined, or what the words become. */
  public Path picture() {
    return switch (origin) {
      case Origin.FromPicture(Path source, _) -> source;
      case Origin.TextToImage _ -> target;
    };
  }

  /** The file of its mask, or null where it has none. */
  public @Nullable Path mask() {
    return origin instanceof Origin.FromPicture refined ? refined.mask() : null;
  }

  /** How many steps its first model runs. */
  public int steps() {
    return origin instanceof Origin.FromPicture ? settings.stepsRun() : settings.steps();
  }
}
