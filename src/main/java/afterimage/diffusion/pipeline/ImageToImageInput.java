package afterimage.diffusion.pipeline;

import afterimage.diffusion.noise.NoiseSource;
import afterimage.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * What an image-to-image run is asked for; the arguments of diffusers' {@code
 * StableDiffusionXLImg2ImgPipeline.__call__}.
 *
 * @param prompts the words
 * @param source what to start from
 * @param start where in the schedule to start
 * @param denoisingEnd share of the schedule to stop at, leaving noise; null for the end
 * @param steps length of the whole schedule
 * @param guidance how closely to follow the prompt
 * @param size of the prompt's side
 * @param negativeSize of the negative prompt's side
 * @param mask [1, 1, height, width] of the latents, 1 where the source is repainted and 0 where it
 *     stays, for runs that start by strength; null to repaint all
 * @param keepDetail in [0, 1], how much of what the autoencoder loses is put back; only pictures
 *     have such detail
 * @param noise asked for the posterior sample, then the added noise, then each step's
 * @param decode whether to decode the latents into pictures
 */
public record ImageToImageInput(
    Prompts prompts,
    Source source,
    Start start,
    @Nullable Double denoisingEnd,
    int steps,
    Guidance guidance,
    SizeCondition size,
    SizeCondition negativeSize,
    @Nullable Tensor mask,
    double keepDetail,
    NoiseSource noise,
    boolean decode) {

  /** What a run starts from. */
  public sealed interface Source {

    /**
     * Pictures.
     *
     * @param pixels [pictures, 3, height, width] in [-1, 1], sides multiples of the model's
     */
    record Images(Tensor pixels) implements Source {}

    /**
     * Latents of an earlier run.
     *
     * @param scaled [pictures, channels, height, width], as the UNet knows them
     */
    record Latents(Tensor scaled) implements Source {}
  }

  /** Where in the schedule a run starts. */
  public sealed interface Start {

    /**
     * By the share of steps to run; the source gets the noise of the first.
     *
     * @param value in [0, 1]
     */
    record Strength(double value) implements Start {}

    /**
     * By the share of denoising that the source has behind it; no noise is added.
     *
     * @param share in (0, 1)
     */
    record DenoisingStart(double share) implements Start {}
  }
}
