package afterimage.engine;

import afterimage.image.Picture;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Pictures made from words and how they came about.
 *
 * @param pictures in the order of their seeds
 * @param request that asked for them
 * @param modelName the base model
 * @param refinerName the second model, or null
 * @param device where they ran, e.g. {@code cpu}
 * @param total from request to pictures, model loading included
 * @param loading time spent on loading models
 * @param sessions time inside the networks, in the order of first use; a second model's names begin
 *     with {@code refiner/}
 */
public record GenerateResult(
    List<Picture> pictures,
    GenerateRequest request,
    String modelName,
    @Nullable String refinerName,
    String device,
    Duration total,
    Duration loading,
    List<RefineResult.SessionTime> sessions) {

  /** Picture {@code index} on its own, with the times of all of them. */
  public RefineResult single(int index) {
    return new RefineResult(
        pictures.get(index), settings(index), modelName, device, total, loading, sessions);
  }

  /** The settings with the seed of picture {@code index}. */
  public RefineSettings settings(int index) {
    RefineSettings asked = request.settings();
    return asked.withSeed((asked.seed() + index) & RefineSettings.MAX_SEED);
  }
}
