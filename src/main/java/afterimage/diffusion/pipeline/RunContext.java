package afterimage.diffusion.pipeline;

import afterimage.diffusion.scheduler.Scheduler;
import afterimage.engine.Cancellation;
import afterimage.tensor.Tensor;

/**
 * Who hears of a run, and who can stop it.
 *
 * @param listener of progress
 * @param trace of tensors
 * @param cancellation takes effect inside a network's run
 */
public record RunContext(PipelineListener listener, TensorTrace trace, Cancellation cancellation) {

  /** Traces a scheduler's noise levels, where it has any. */
  void traceSigmas(Scheduler scheduler) {
    double[] sigmas = scheduler.sigmas();
    if (sigmas == null) {
      return;
    }
    float[] values = new float[sigmas.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) sigmas[i];
    }
    trace.put("scheduler_sigmas_full_schedule", new Tensor(new int[] {values.length}, values));
  }
}
