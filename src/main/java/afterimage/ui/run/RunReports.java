package afterimage.ui.run;

import afterimage.engine.ImageResult;
import afterimage.engine.ModelInfo;
import afterimage.engine.RefineSettings;
import afterimage.message.Problem;
import afterimage.ui.session.Source;

/** Hears how refines end, on the FX thread. */
public interface RunReports {

  /** A refine is asked for with these values. */
  void started(ModelInfo model, RefineSettings settings);

  /** A picture was refined, or made from words. */
  void finished(Source source, ImageResult result);

  /**
   * A refine failed.
   *
   * @param retry puts it into the queue again
   */
  void failed(Problem problem, Runnable retry);

  /**
   * The queue has paused, since what stopped a refine would stop the next, too.
   *
   * @param resume goes on with it
   */
  void held(Problem problem, Runnable resume);

  void notice(String message);
}
