package afterimage.diffusion.pipeline;

import afterimage.engine.Cancellation;
import afterimage.engine.CancelledException;
import afterimage.engine.EngineException;
import afterimage.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/** The autoencoder between pictures and latents; its latents are the network's own, unscaled. */
public interface Vae {

  /** Whether {@link #decode} wants the original picture as well. */
  boolean decoderSeesImage();

  /**
   * Encodes pictures.
   *
   * @param images [batch, 3, height, width] in [-1, 1]
   */
  Moments encode(Tensor images, Cancellation cancellation)
      throws EngineException, CancelledException;

  /**
   * Decodes latents.
   *
   * @param latents [batch, channels, height, width]
   * @param images the originals, for decoders that see them; [batch, 3, height, width] in [-1, 1]
   * @return [batch, 3, height, width], about [-1, 1]
   */
  Tensor decode(Tensor latents, @Nullable Tensor images, Cancellation cancellation)
      throws EngineException, CancelledException;

  /**
   * The distribution of a picture's latents.
   *
   * @param mean [batch, channels, height, width]
   * @param logvar natural logarithm of the variance, of the same shape
   */
  record Moments(Tensor mean, Tensor logvar) {}
}
