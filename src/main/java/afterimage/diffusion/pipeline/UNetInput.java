package afterimage.diffusion.pipeline;

import java.util.Optional;

/** What a UNet sees of the picture, which the number of its input channels tells. */
public enum UNetInput {
  /** The noisy latents alone. */
  LATENTS,
  /** The picture's latents as well, as InstructPix2Pix does (Brooks et al. 2023). */
  WITH_PICTURE,
  /** A mask, and the latents of the picture without what the mask covers: inpainting models. */
  WITH_MASK;

  /**
   * What a UNet sees; nothing where no such UNet is known.
   *
   * @param channels of its sample
   * @param latents channels of the latents that it denoises
   */
  public static Optional<UNetInput> of(long channels, long latents) {
    if (channels == latents) {
      return Optional.of(LATENTS);
    }
    if (channels == 2 * latents) {
      return Optional.of(WITH_PICTURE);
    }
    return channels == 2 * latents + 1 ? Optional.of(WITH_MASK) : Optional.empty();
  }
}
