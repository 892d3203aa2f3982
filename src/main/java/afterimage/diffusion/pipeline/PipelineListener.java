package afterimage.diffusion.pipeline;

import afterimage.engine.CancelledException;
import afterimage.engine.EngineException;
import afterimage.engine.RefineListener.Phase;
import afterimage.tensor.Tensor;

/** Hears how a run goes, on the thread that runs it. */
public interface PipelineListener {

  /** Hears nothing. */
  PipelineListener NONE = new PipelineListener() {};

  /** A phase has begun. */
  default void phase(Phase phase) {}

  /** Something that the user should know but that stops nothing, as one sentence. */
  default void notice(String message) {}

  /**
   * A step has ended.
   *
   * @param step from 1
   * @param steps in all
   * @param predictedOriginal scaled latents without noise, as predicted now
   */
  default void step(int step, int steps, Tensor predictedOriginal)
      throws EngineException, CancelledException {}
}
