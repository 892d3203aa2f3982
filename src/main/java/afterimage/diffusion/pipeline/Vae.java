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
   * @param original for decoders that see it; or null
   * @return [batch, 3, height, width], about [-1, 1]
   */
  Tensor decode(Tensor latents, @Nullable Original original, Cancellation cancellation)
      throws EngineException, CancelledException;

  /**
   * What a run started from, for decoders that see it.
   *
   * @param images [batch, 3, height, width] in [-1, 1]
   * @param strength of the run, in [0, 1]: such a decoder repairs pixels that latents cannot hold,
   *     and this says how much of that is wanted
   */
  record Original(Tensor images, double strength) {}

  /**
   * The distribution of a picture's latents.
   *
   * @param mean [batch, channels, height, width]
   * @param logvar natural logarithm of the variance, of the same shape
   */
  record Moments(Tensor mean, Tensor logvar) {}
}
