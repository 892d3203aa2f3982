package afterimage.engine;

import afterimage.message.Messages;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Pictures to make from words alone.
 *
 * @param model the base model bundle's folder; its {@link ModelInfo#generatedSize} is not null
 * @param options how to load it; of the refiner only how its weights are kept
 * @param settings how; the strength has no meaning, aesthetic scores only for a refiner that knows
 *     them. Picture {@code i} has the seed {@code seed + i}, so that each can be made again alone
 * @param size of the pictures; any, the model's multiples are made and cropped
 * @param count how many pictures, at least 1
 * @param batch how many of them go through the networks together, at least 1
 * @param refiner what a second model does to them, or null
 * @param device where to run
 * @param trace a folder for every intermediate tensor as {@code .npy}, or null
 */
public record GenerateRequest(
    Path model,
    ModelOptions options,
    RefineSettings settings,
    PixelSize size,
    int count,
    int batch,
    @Nullable RefinerStage refiner,
    Device device,
    @Nullable Path trace) {

  /** The most pictures of one request. */
  public static final int MAX_COUNT = 10_000;

  /**
   * The request in its ranges.
   *
   * @throws IllegalArgumentException naming the value that is out of its range
   */
  public GenerateRequest {
    if (count < 1 || count > MAX_COUNT) {
      throw new IllegalArgumentException(Messages.of("engine.count", count, MAX_COUNT));
    }
    if (batch < 1 || batch > 64) {
      throw new IllegalArgumentException(Messages.of("engine.batch", batch));
    }
    if (size.width() > 8192 || size.height() > 8192) {
      throw new IllegalArgumentException(Messages.of("engine.largeSize", size));
    }
  }

  /** How to load the refiner: what is added to the base is not made for it. */
  public ModelOptions refinerOptions() {
    return new ModelOptions(options.weights());
  }

  /** A request for models as they are. */
  public GenerateRequest(
      Path model,
      RefineSettings settings,
      PixelSize size,
      int count,
      int batch,
      @Nullable RefinerStage refiner,
      Device device,
      @Nullable Path trace) {
    this(model, ModelOptions.DEFAULT, settings, size, count, batch, refiner, device, trace);
  }
}
