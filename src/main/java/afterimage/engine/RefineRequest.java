package afterimage.engine;

import afterimage.image.Picture;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * One picture to refine.
 *
 * @param picture the source, of any size
 * @param mask where it may change, or null for everywhere
 * @param model the model bundle's folder, or its checkpoint
 * @param options how to load it
 * @param settings how to refine
 * @param device where to run
 * @param trace a folder for every intermediate tensor as {@code .npy}, or null
 */
public record RefineRequest(
    Picture picture,
    @Nullable Mask mask,
    Path model,
    ModelOptions options,
    RefineSettings settings,
    Device device,
    @Nullable Path trace) {

  /** A request without a mask for a model as it is. */
  public RefineRequest(
      Picture picture, Path model, RefineSettings settings, Device device, @Nullable Path trace) {
    this(picture, null, model, ModelOptions.DEFAULT, settings, device, trace);
  }
}
