package afterimage.diffusion.pipeline;

import afterimage.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * What the denoising loop begins with.
 *
 * @param latents scaled and noisy, one a picture to make
 * @param beside what the UNet sees besides; or null
 * @param repaint what a mask leaves alone, for UNets that know none; or null
 * @param picture what the run starts from; or null
 */
record PreparedLatents(
    Tensor latents,
    @Nullable Tensor beside,
    @Nullable MaskedBlend repaint,
    @Nullable Encoded picture) {

  /**
   * Pictures and what the autoencoder makes of them.
   *
   * @param originals [pictures, 3, height, width]
   * @param latents unscaled; null for a run that has no use for them
   * @param strength of the run; 1 for one that enters another's schedule
   */
  record Encoded(Tensor originals, @Nullable Tensor latents, double strength) {}

  /** The pictures for decoders that see them; or null. */
  Vae.@Nullable Original original(Vae vae) {
    return picture == null || !vae.decoderSeesImage()
        ? null
        : new Vae.Original(picture.originals, picture.strength);
  }
}
