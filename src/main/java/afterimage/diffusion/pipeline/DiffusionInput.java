package afterimage.diffusion.pipeline;

import afterimage.diffusion.noise.NoiseSource;
import afterimage.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * What a run is asked for; the arguments of diffusers' {@code __call__} of {@code
 * StableDiffusionXLPipeline} (from noise), {@code StableDiffusionXLImg2ImgPipeline} (from pictures
 * or latents) and {@code StableDiffusionXLInpaintPipeline} (with a mask).
 *
 * @param prompts the words
 * @param start what to start from, and where in the schedule
 * @param denoisingEnd share of the schedule to stop at, leaving noise; null for the end
 * @param steps length of the whole schedule
 * @param guidance how closely to follow the prompt
 * @param size of the prompt's side
 * @param negativeSize of the negative prompt's side
 * @param mask where the source is repainted, for runs that enter by strength; null for everywhere
 * @param control what a ControlNet is given, for models that have one; null for no control
 * @param keepDetail in [0, 1], how much of what the autoencoder loses is put back; only pictures
 *     have such detail
 * @param noise asked for the posterior sample of pictures, then the noise that the run begins with,
 *     with a mask the posterior sample of the pictures without what it covers, then each step's. As
 *     in diffusers, an inpainting UNet at strength 1 does without the first, and a UNet that knows
 *     no masks has no use for the third
 * @param decode whether to decode the latents into pictures
 */
public record DiffusionInput(
    Prompts prompts,
    Start start,
    @Nullable Double denoisingEnd,
    int steps,
    Guidance guidance,
    SizeCondition size,
    SizeCondition negativeSize,
    @Nullable RepaintMask mask,
    @Nullable ControlInput control,
    double keepDetail,
    NoiseSource noise,
    boolean decode) {

  /** Without control. */
  public DiffusionInput(
      Prompts prompts,
      Start start,
      @Nullable Double denoisingEnd,
      int steps,
      Guidance guidance,
      SizeCondition size,
      SizeCondition negativeSize,
      @Nullable RepaintMask mask,
      double keepDetail,
      NoiseSource noise,
      boolean decode) {
    this(
        prompts,
        start,
        denoisingEnd,
        steps,
        guidance,
        size,
        negativeSize,
        mask,
        null,
        keepDetail,
        noise,
        decode);
  }

  /** Where the run enters the schedule, or null at its beginning. */
  @Nullable Entry entry() {
    return switch (start) {
      case Start.Noise _ -> null;
      case Start.Images(_, Entry entry) -> entry;
      case Start.Latents(_, Entry entry) -> entry;
    };
  }

  /** What a run starts from. */
  public sealed interface Start {

    /**
     * Noise alone, from the first timestep on.
     *
     * @param height of the pictures, a multiple of the model's
     * @param width of the pictures, a multiple of the model's
     */
    record Noise(int height, int width) implements Start {}

    /**
     * Pictures.
     *
     * @param pixels [pictures, 3, height, width] in [-1, 1], sides multiples of the model's
     */
    record Images(Tensor pixels, Entry entry) implements Start {}

    /**
     * Latents of an earlier run.
     *
     * @param scaled [pictures, channels, height, width], as the UNet knows them
     */
    record Latents(Tensor scaled, Entry entry) implements Start {}
  }

  /** Where in the schedule a run enters that starts from pictures or latents. */
  public sealed interface Entry {

    /**
     * By the share of steps to run; the source gets the noise of the first.
     *
     * @param value in [0, 1]
     */
    record Strength(double value) implements Entry {}

    /**
     * By the share of denoising that the source has behind it; no noise is added.
     *
     * @param share in (0, 1)
     */
    record DenoisingStart(double share) implements Entry {}
  }
}
