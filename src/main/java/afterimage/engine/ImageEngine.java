package afterimage.engine;

import java.nio.file.Path;

/**
 * Makes pictures with a latent-diffusion model.
 *
 * <p>{@link #run} is called from one thread at a time, the inference thread; {@link #describe},
 * {@link #countTokens} and what asks for devices from any. The engine keeps the last model loaded
 * for the next picture.
 */
public interface ImageEngine extends AutoCloseable {

  /**
   * What a model is and which settings suit it, read from its configuration without loading its
   * weights.
   *
   * @param model and how it would be loaded, since a UNet alone takes its other parts from there
   * @throws EngineException if there is no usable model
   */
  ModelInfo describe(ModelRef model) throws EngineException;

  /**
   * The same of a model as it is.
   *
   * @param model a model bundle's folder, a checkpoint file or a folder in diffusers' layout
   */
  default ModelInfo describe(Path model) throws EngineException {
    return describe(new ModelRef(model));
  }

  /**
   * How long a prompt is, for counting along as one types; quick after the first call for a model.
   *
   * @param model as in {@link #describe}, with the embeddings that the prompt may call
   * @param prompt the words
   * @param plain whether brackets are words like others, see {@link AdvancedSettings#plainPrompts}
   * @throws EngineException if there is no usable model
   */
  TokenCount countTokens(ModelRef model, String prompt, boolean plain) throws EngineException;

  /**
   * Which devices can run a model here, best first, each with a verdict. Where there is more than
   * the processor, they are measured the first time, which takes some seconds.
   */
  DeviceReport devices();

  /** The same, all devices measured anew. */
  DeviceReport measureDevices();

  /**
   * Compares what a device computes with what is right; takes some seconds.
   *
   * @param device for {@code auto} the one that would be used
   */
  DeviceCheck checkDevice(Device device);

  /**
   * Finds out where a model's operations are computed, by running each network once on a small
   * input; takes as long as loading the model.
   *
   * @param device for {@code auto} the one that would be used
   * @throws EngineException if the model cannot be used, or not there
   */
  ModelPlacement placement(ModelRef model, Device device) throws EngineException;

  /**
   * Makes what is asked for. Models that do not fit into memory together are loaded one after the
   * other.
   *
   * @param listener told of progress, from the calling thread; steps and phases begin anew with
   *     each batch and each model
   * @param cancellation takes effect inside a step; the engine stays usable
   * @throws EngineException if a picture is to be made from noise by a model that only refines, two
   *     models do not fit each other, or a network fails
   * @throws CancelledException if {@code cancellation} stopped it
   */
  ImageResult run(ImageRequest request, RefineListener listener, Cancellation cancellation)
      throws EngineException, CancelledException;

  /**
   * Limits what the program may use for models that are loaded from now on: what does not fit stays
   * in its file and is read as it runs, and a second model is kept loaded only where it fits, too.
   *
   * @param bytes of the whole program; {@link Long#MAX_VALUE} for all that is free
   */
  void limitMemory(long bytes);

  /**
   * What may be used of a graphics card's memory from now on, in bytes; {@link Long#MAX_VALUE} for
   * as much as is sensible. An engine without graphics cards has nothing to do.
   */
  default void limitCardMemory(long bytes) {}

  /** Releases the loaded models. */
  @Override
  void close();
}
