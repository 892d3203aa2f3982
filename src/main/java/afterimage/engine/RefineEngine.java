package afterimage.engine;

import java.nio.file.Path;

/**
 * Refines pictures with a latent-diffusion model.
 *
 * <p>{@link #refine} is called from one thread at a time, the inference thread; {@link #describe}
 * and {@link #devices} from any. The engine keeps the last model loaded for the next picture.
 */
public interface RefineEngine extends AutoCloseable {

  /**
   * What a model is and which settings suit it, read from its configuration without loading its
   * weights.
   *
   * @param model a model bundle's folder, a checkpoint file or a folder in diffusers' layout
   * @throws EngineException if the folder holds no usable model
   */
  ModelInfo describe(Path model) throws EngineException;

  /** Which devices can run a model here, best first, each with a verdict. */
  DeviceReport devices();

  /**
   * Refines one picture.
   *
   * @param listener told of progress, from the calling thread
   * @param cancellation takes effect inside a step; the engine stays usable
   * @throws EngineException if the picture cannot be refined
   * @throws CancelledException if {@code cancellation} stopped it
   */
  RefineResult refine(RefineRequest request, RefineListener listener, Cancellation cancellation)
      throws EngineException, CancelledException;

  /** Releases the loaded model. */
  @Override
  void close();
}
