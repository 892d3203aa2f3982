package afterimage.job;

import afterimage.engine.Cancellation;
import afterimage.engine.CancelledException;
import afterimage.engine.EngineException;
import afterimage.engine.ImageEngine;
import afterimage.engine.ImageResult;
import afterimage.engine.RefineListener;

/** What a job does when its turn comes; until then it holds no pixels. */
@FunctionalInterface
interface Work {

  /**
   * Makes the picture and puts it where it belongs, on the inference thread.
   *
   * @throws EngineException if it cannot be made or kept
   * @throws CancelledException if {@code cancellation} stopped it
   * @throws HeldException if it can go on only when somebody has seen to something; it is run again
   */
  ImageResult run(ImageEngine engine, RefineListener listener, Cancellation cancellation)
      throws EngineException, CancelledException, HeldException;
}
