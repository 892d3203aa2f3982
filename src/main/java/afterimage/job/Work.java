package afterimage.job;

import afterimage.engine.EngineException;
import afterimage.engine.RefineRequest;
import afterimage.engine.RefineResult;

/** What a job does around the engine, on the inference thread. */
interface Work {

  /** The request, made when its turn comes: a waiting job holds no pixels. */
  RefineRequest begin() throws EngineException;

  /** Takes the result; the job is done only when this returns. */
  default void end(RefineResult result) throws EngineException {}
}
