package afterimage.diffusion.pipeline;

import afterimage.engine.Cancellation;

/**
 * Who hears of a run, and who can stop it.
 *
 * @param listener of progress
 * @param trace of tensors
 * @param cancellation takes effect inside a network's run
 */
public record RunContext(PipelineListener listener, TensorTrace trace, Cancellation cancellation) {}
