/**
 * The pipelines: text-conditioned denoising of pictures, in the phases and with the numbers of
 * diffusers' Stable Diffusion XL pipelines. Uses the other diffusion packages, tensors, pictures
 * and the engine's contract; the networks are interfaces that someone else implements. Start
 * reading at {@link afterimage.diffusion.pipeline.DiffusionPipeline}.
 */
@NullMarked
package afterimage.diffusion.pipeline;

import org.jspecify.annotations.NullMarked;
