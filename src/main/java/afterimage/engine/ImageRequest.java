package afterimage.engine;

import afterimage.image.Picture;
import afterimage.message.Messages;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Pictures to make: from a picture that is refined, or from noise, by words alone.
 *
 * @param start what to start from
 * @param model the model that makes them
 * @param settings how. From noise the strength has no meaning, and aesthetic scores only for a
 *     refiner that knows them. Picture {@code i} has the seed {@code seed + i}, so that each can be
 *     made again alone
 * @param refiner what a second model does to them, or null
 * @param count how many pictures, at least 1
 * @param batch how many of them go through the networks together, at least 1
 * @param device where to run
 * @param trace a folder for every intermediate tensor as {@code .npy}, or null
 */
@RecordBuilder
public record ImageRequest(
    Start start,
    ModelRef model,
    RefineSettings settings,
    @Nullable RefinerStage refiner,
    int count,
    int batch,
    Device device,
    @Nullable Path trace)
    implements ImageRequestBuilder.With {

  /** The most pictures of one request. */
  public static final int MAX_COUNT = 10_000;

  private static final int MAX_BATCH = 64;
  private static final int MAX_SIDE = 8192;

  /** What pictures are made from. */
  public sealed interface Start {

    /** Of the pictures that are made, in pixels. */
    PixelSize size();

    /**
     * A picture to refine, of any size.
     *
     * @param mask where it may change, or null for everywhere
     */
    record FromPicture(Picture picture, @Nullable Mask mask) implements Start {
      @Override
      public PixelSize size() {
        return new PixelSize(picture.width(), picture.height());
      }
    }

    /**
     * Noise, for models whose {@link ModelInfo#generatedSize} is not null.
     *
     * @param size of the pictures; any, the model's multiples are made and cropped
     */
    record FromNoise(PixelSize size) implements Start {
      public FromNoise {
        if (size.width() > MAX_SIDE || size.height() > MAX_SIDE) {
          throw new IllegalArgumentException(Messages.of("engine.largeSize", size));
        }
      }
    }
  }

  /**
   * The request in its ranges.
   *
   * @throws IllegalArgumentException naming the value that is out of its range
   */
  public ImageRequest {
    if (!(start instanceof Start.FromPicture(_, Mask mask)) || mask == null) {
      // Nothing is masked, and no result shall say so.
      settings = settings.withAdvanced(settings.advanced().withMask(MaskSettings.DEFAULT));
    }
    if (model.options().controlNet() == null) {
      // Nothing is steered, and no result shall say so.
      settings = settings.withAdvanced(settings.advanced().withControl(ControlSettings.DEFAULT));
    }
    if (count < 1 || count > MAX_COUNT) {
      throw new IllegalArgumentException(Messages.of("engine.count", count, MAX_COUNT));
    }
    if (batch < 1 || batch > MAX_BATCH) {
      throw new IllegalArgumentException(Messages.of("engine.batch", batch));
    }
  }

  /** One picture by one model. */
  public ImageRequest(Start start, ModelRef model, RefineSettings settings, Device device) {
    this(start, model, settings, null, 1, 1, device, null);
  }

  /** A picture to refine everywhere, by a model as it is. */
  public static ImageRequest refine(
      Picture picture, Path model, RefineSettings settings, Device device) {
    return new ImageRequest(
        new Start.FromPicture(picture, null), new ModelRef(model), settings, device);
  }

  /** A picture to make from noise, by a model as it is. */
  public static ImageRequest generate(
      PixelSize size, Path model, RefineSettings settings, Device device) {
    return new ImageRequest(new Start.FromNoise(size), new ModelRef(model), settings, device);
  }
}
