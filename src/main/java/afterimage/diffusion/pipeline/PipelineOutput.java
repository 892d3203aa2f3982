package afterimage.diffusion.pipeline;

import afterimage.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * What a run yields.
 *
 * @param latents [pictures, channels, height, width], as the UNet knows them
 * @param images [pictures, 3, height, width], about [-1, 1]; null where decoding was not asked for
 */
public record PipelineOutput(Tensor latents, @Nullable Tensor images) {}
