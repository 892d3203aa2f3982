package afterimage.onnx.model;

import afterimage.diffusion.pipeline.LatentSpace;
import afterimage.diffusion.pipeline.Vae;
import afterimage.engine.Cancellation;
import afterimage.engine.CancelledException;
import afterimage.engine.EngineException;
import afterimage.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * A model's encoder with a tiny autoencoder's decoder.
 *
 * @param own encodes
 * @param tiny decodes
 * @param latents of the model
 */
record TinyDecoderVae(Vae own, PreviewDecoder tiny, LatentSpace latents) implements Vae {

  @Override
  public boolean decoderSeesImage() {
    return false;
  }

  @Override
  public Moments encode(Tensor images, Cancellation cancellation)
      throws EngineException, CancelledException {
    return own.encode(images, cancellation);
  }

  @Override
  public Tensor decode(Tensor unscaled, @Nullable Original original, Cancellation cancellation)
      throws EngineException, CancelledException {
    // It was trained on latents as the UNet knows them.
    return tiny.decode(
        latents.scale(unscaled),
        unscaled.dim(2) * latents.factor(),
        unscaled.dim(3) * latents.factor(),
        cancellation);
  }
}
