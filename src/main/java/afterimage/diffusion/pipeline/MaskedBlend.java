package afterimage.diffusion.pipeline;

import afterimage.diffusion.scheduler.Scheduler;
import afterimage.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * Inpainting with a model that knows no masks: after every step, what the mask leaves alone becomes
 * the source again, with the noise of that moment (diffusers' {@code
 * StableDiffusionXLInpaintPipeline} with a UNet of four channels).
 *
 * @param mask [1, 1, height, width] of the latents: 1 is repainted, 0 stays
 * @param source latents without noise
 * @param noise that was added at the start
 */
record MaskedBlend(Tensor mask, Tensor source, Tensor noise) {

  /**
   * Brings the source back.
   *
   * @param latents after a step
   * @param next the next timestep, at which {@code scheduler} stands; null after the last
   */
  Tensor blend(Tensor latents, @Nullable Double next, Scheduler scheduler) {
    Tensor kept = next == null ? source : scheduler.addNoise(source, noise, next);
    Tensor blended = latents.copy();
    float[] values = blended.data();
    int plane = mask.data().length;
    for (int i = 0; i < values.length; i++) {
      float change = mask.data()[i % plane];
      values[i] = change * values[i] + (1 - change) * kept.data()[i];
    }
    return blended;
  }
}
