package afterimage.onnx;

import afterimage.engine.Cancellation;
import afterimage.engine.CancelledException;
import afterimage.engine.Device;
import afterimage.engine.EngineException;
import afterimage.engine.RefineListener;
import afterimage.message.Messages;
import afterimage.onnx.memory.MemoryPlan;
import afterimage.onnx.model.ModelCache;
import afterimage.onnx.runtime.Failures;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Runs again, with less, what did not fit into memory or lost its device, and tells what it
 * changed: once on the same device, then on the processor where that was another.
 *
 * @param models whose models are released in between, with all that ONNX Runtime keeps for them
 * @param model that is run
 * @param longest side of the picture in pixels
 */
record OutOfMemoryRetry(ModelCache models, Path model, int longest) {
  private static final System.Logger LOG = System.getLogger(OutOfMemoryRetry.class.getName());

  /** A run that takes as much memory as it is told. */
  interface Run<T> {
    T with(MemoryPlan needs) throws EngineException, CancelledException;
  }

  /**
   * Runs until it fits or nothing can be saved any more.
   *
   * @throws EngineException if it failed for another reason, or at last for that one
   */
  <T> T run(MemoryPlan asked, Run<T> run, RefineListener listener, Cancellation cancellation)
      throws EngineException, CancelledException {
    MemoryPlan needs = asked;
    while (true) {
      EngineException failure;
      try {
        return run.with(needs);
      } catch (EngineException e) {
        if (!Failures.isOutOfMemory(e) && !Failures.isDeviceLost(e)) {
          throw e;
        }
        failure = e;
      } catch (OutOfMemoryError e) {
        failure = Failures.ofHeap(e);
      }
      models.close();
      cancellation.throwIfCancelled();
      MemoryPlan less = less(needs, asked);
      if (less == null) {
        throw failure;
      }
      LOG.log(System.Logger.Level.DEBUG, "trying again with less", failure);
      listener.notice(
          Messages.of("onnx.saving", failure.what(), String.join(", ", less.savings(needs))));
      needs = less;
    }
  }

  private @Nullable MemoryPlan less(MemoryPlan needs, MemoryPlan asked) {
    MemoryPlan reduced = needs.reduced(model, longest);
    if (needs.equals(asked) && !reduced.equals(needs)) {
      return reduced;
    }
    return needs.device().kind() == Device.Kind.CPU ? null : needs.onProcessor(model);
  }
}
