package afterimage.diffusion.pipeline;

import afterimage.diffusion.noise.NoiseSource;
import org.jspecify.annotations.Nullable;

/**
 * What a text-to-image run is asked for; the arguments of diffusers' {@code
 * StableDiffusionXLPipeline.__call__}.
 *
 * @param prompts the words
 * @param height of the pictures, a multiple of the model's
 * @param width of the pictures, a multiple of the model's
 * @param denoisingEnd share of the schedule to stop at, leaving noise; null for the end
 * @param steps length of the whole schedule
 * @param guidance how closely to follow the prompt
 * @param size of the prompt's side
 * @param negativeSize of the negative prompt's side; without original and target size the same
 * @param noise asked for the initial noise, then each step's
 * @param decode whether to decode the latents into pictures
 */
public record TextToImageInput(
    Prompts prompts,
    int height,
    int width,
    @Nullable Double denoisingEnd,
    int steps,
    Guidance guidance,
    SizeCondition size,
    SizeCondition negativeSize,
    NoiseSource noise,
    boolean decode) {}
