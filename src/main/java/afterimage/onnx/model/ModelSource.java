package afterimage.onnx.model;

import afterimage.bundle.ModelBundle;
import afterimage.checkpoint.CheckpointCompiler;
import afterimage.checkpoint.CompiledModel;
import afterimage.checkpoint.network.GraphForm;
import afterimage.engine.Device;
import afterimage.engine.EngineException;
import afterimage.engine.ModelOptions;
import afterimage.message.Messages;
import afterimage.onnx.runtime.Weights;
import java.nio.file.Path;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What a model's path stands for: a bundle of graphs, or a checkpoint, which is compiled to one.
 *
 * @param bundle its configurations and graphs
 * @param weights where its weights are
 * @param previews what paints its previews, or null for what it says itself
 */
public record ModelSource(ModelBundle bundle, Weights weights, @Nullable CompiledModel previews) {

  /**
   * Opens a model that is only looked into, or has all the memory it asks for.
   *
   * @param device on which its graphs will run, never {@link Device.Kind#AUTO}; the processor for a
   *     model that is only looked into
   */
  public static ModelSource open(Path model, ModelOptions options, Device device, Path cache)
      throws EngineException {
    return open(model, options, GraphForm.of(device), cache, () -> Long.MAX_VALUE);
  }

  /**
   * Looks into a model, which may have no VAE.
   *
   * @throws EngineException if it is none, or damaged
   */
  public static ModelBundle look(Path model, ModelOptions options, Path cache)
      throws EngineException {
    if (!CheckpointCompiler.isCheckpoint(model)) {
      requireNothingAdded(model, options);
      return ModelBundle.open(model);
    }
    GraphForm form = GraphForm.of(Device.CPU);
    return ModelBundle.open(CheckpointCompiler.compile(model, options, form, cache).folder());
  }

  /**
   * Opens a model.
   *
   * @param model a bundle's folder, a checkpoint file or a folder in diffusers' layout
   * @param options how a checkpoint's weights are kept
   * @param form for the device on which its graphs will run
   * @param cache where compiled checkpoints are kept
   * @param available bytes of memory that can be had when its graphs are loaded
   * @throws EngineException if it is none of these, or damaged
   */
  static ModelSource open(
      Path model, ModelOptions options, GraphForm form, Path cache, LongSupplier available)
      throws EngineException {
    if (!CheckpointCompiler.isCheckpoint(model)) {
      requireNothingAdded(model, options);
      return new ModelSource(
          requireVae(model, ModelBundle.open(model)),
          Weights.besideGraph(),
          previews(options, cache));
    }
    CompiledModel compiled = CheckpointCompiler.compile(model, options, form, cache);
    return new ModelSource(
        requireVae(model, ModelBundle.open(compiled.folder())),
        Weights.inCheckpoint(compiled.weights(), options.weights(), available),
        previews(options, cache));
  }

  /** A bundle's graphs are as they are. */
  private static void requireNothingAdded(Path model, ModelOptions options) throws EngineException {
    if (!options.loras().isEmpty()) {
      throw new EngineException(
          Messages.of("onnx.noLora", model), Messages.of("onnx.noLora.remedy"));
    }
    if (options.vae() != null) {
      throw new EngineException(Messages.of("onnx.noVae", model), Messages.of("onnx.noVae.remedy"));
    }
    if (options.controlNet() != null) {
      throw new EngineException(
          Messages.of("onnx.noControlNet", model), Messages.of("onnx.noControlNet.remedy"));
    }
  }

  private static ModelBundle requireVae(Path model, ModelBundle bundle) throws EngineException {
    if (bundle.descriptor().lacksVae()) {
      throw new EngineException(
          Messages.of("checkpoint.vae.missing", model),
          Messages.of("checkpoint.vae.missing.remedy"),
          EngineException.Alternative.ANOTHER_VAE,
          null);
    }
    return bundle;
  }

  private static @Nullable CompiledModel previews(ModelOptions options, Path cache)
      throws EngineException {
    Path decoder = options.previewDecoder();
    return decoder == null ? null : CheckpointCompiler.compilePreviewDecoder(decoder, cache);
  }

  /** A bundle as it is. */
  static ModelSource of(ModelBundle bundle) {
    return new ModelSource(bundle, Weights.besideGraph(), null);
  }
}
