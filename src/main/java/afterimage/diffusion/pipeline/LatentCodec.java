package afterimage.diffusion.pipeline;

import afterimage.diffusion.noise.NoiseSource;
import afterimage.engine.CancelledException;
import afterimage.engine.EngineException;
import afterimage.message.Messages;
import afterimage.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/** Pictures to scaled latents and back, as diffusers' pipelines use the autoencoder. */
final class LatentCodec {
  private static final float MIN_LOGVAR = -30;
  private static final float MAX_LOGVAR = 20;

  private final Vae vae;
  private final LatentSpace space;

  LatentCodec(Vae vae, LatentSpace space) {
    this.vae = vae;
    this.space = space;
  }

  /** The latents' distribution, checked. */
  Vae.Moments encode(Tensor images, RunContext context) throws EngineException, CancelledException {
    return encode(images, "vae_encode", context);
  }

  private Vae.Moments encode(Tensor images, String name, RunContext context)
      throws EngineException, CancelledException {
    context.trace().put(name + "_input", images);
    Vae.Moments moments = vae.encode(images, context.cancellation());
    context.trace().put(name + "_mean", moments.mean());
    context.trace().put(name + "_logvar", moments.logvar());
    if (!moments.mean().isFinite()) {
      throw notFinite("vae_encoder");
    }
    return moments;
  }

  /** A sample of the distribution, scaled. */
  Tensor sample(Vae.Moments moments, NoiseSource noise, RunContext context) {
    return sample(moments, noise, "noise_vae_sample", context);
  }

  /** Pictures without what a mask covers as latents: a sample of their distribution, scaled. */
  Tensor encodeMasked(Tensor images, NoiseSource noise, RunContext context)
      throws EngineException, CancelledException {
    Vae.Moments moments = encode(images, "vae_encode_masked", context);
    return sample(moments, noise, "noise_vae_sample_masked", context);
  }

  private Tensor sample(Vae.Moments moments, NoiseSource noise, String name, RunContext context) {
    Tensor drawn = noise.normal(moments.mean().shape());
    context.trace().put(name, drawn);
    float[] mean = moments.mean().data();
    float[] logvar = moments.logvar().data();
    Tensor sample = Tensor.zeros(moments.mean().shape());
    for (int i = 0; i < mean.length; i++) {
      float clamped = Math.clamp(logvar[i], MIN_LOGVAR, MAX_LOGVAR);
      float deviation = (float) Math.exp(0.5f * clamped);
      sample.data()[i] = mean[i] + deviation * drawn.data()[i];
    }
    return space.scale(sample);
  }

  /**
   * The pictures of scaled latents, checked.
   *
   * @param original what the run started from, for decoders that see it; or null
   */
  Tensor decode(Tensor scaled, Vae.@Nullable Original original, RunContext context)
      throws EngineException, CancelledException {
    Tensor latents = space.unscale(scaled);
    context.trace().put("vae_decode_input", latents);
    Tensor images = vae.decode(latents, original, context.cancellation());
    context.trace().put("vae_decode_output", images);
    if (!images.isFinite()) {
      throw notFinite("vae_decoder");
    }
    return images;
  }

  static EngineException notFinite(String network) {
    return new EngineException(
        Messages.of("diffusion.notNumbers", network),
        Messages.of("diffusion.halfPrecision.remedy"));
  }
}
