package afterimage.diffusion.pipeline;

/**
 * The switches of a model that a pipeline must know.
 *
 * @param latents of its autoencoder
 * @param aestheticScore whether its time ids end with an aesthetic score, as the refiner's do
 * @param zerosForEmptyPrompt whether a missing negative prompt is zeros and not an encoded ""
 * @param scaledImageLatents whether the image latents beside the noisy ones are scaled (diffusers'
 *     {@code is_cosxl_edit}); InstructPix2Pix leaves them as the encoder gives them
 */
public record PipelineConfig(
    LatentSpace latents,
    boolean aestheticScore,
    boolean zerosForEmptyPrompt,
    boolean scaledImageLatents) {}
