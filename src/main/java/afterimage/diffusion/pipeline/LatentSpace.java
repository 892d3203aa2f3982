package afterimage.diffusion.pipeline;

import afterimage.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * How the autoencoder's latents relate to those that are denoised.
 *
 * @param channels of a latent
 * @param factor pixels that a latent position covers in each direction
 * @param scalingFactor what latents are multiplied by after encoding
 * @param mean for each channel, subtracted before scaling; null for none
 * @param std for each channel, divided by; null for none
 */
public record LatentSpace(
    int channels,
    int factor,
    double scalingFactor,
    float @Nullable [] mean,
    float @Nullable [] std) {

  /** The autoencoder's latents [batch, channels, height, width] as the UNet knows them. */
  public Tensor scale(Tensor latents) {
    Tensor scaled = latents.copy();
    float[] data = scaled.data();
    float factor32 = (float) scalingFactor;
    int plane = latents.dim(2) * latents.dim(3);
    for (int i = 0; i < data.length; i++) {
      int channel = i / plane % channels;
      data[i] =
          mean == null || std == null
              ? data[i] * factor32
              : (data[i] - mean[channel]) * factor32 / std[channel];
    }
    return scaled;
  }

  /** The inverse of {@link #scale}. */
  public Tensor unscale(Tensor latents) {
    Tensor unscaled = latents.copy();
    float[] data = unscaled.data();
    float factor32 = (float) scalingFactor;
    int plane = latents.dim(2) * latents.dim(3);
    for (int i = 0; i < data.length; i++) {
      int channel = i / plane % channels;
      data[i] =
          mean == null || std == null
              ? data[i] / factor32
              : data[i] * std[channel] / factor32 + mean[channel];
    }
    return unscaled;
  }
}
