package afterimage.onnx.runtime;

import afterimage.engine.Cancellation;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;

/**
 * Lets a cancellation, or who else knows a reason, stop one run between two of its graph's nodes.
 */
final class RunTermination implements AutoCloseable {
  private final OrtSession.RunOptions options;
  private final Cancellation.Hook hook;
  private boolean closed;

  RunTermination(Cancellation cancellation) throws OrtException {
    options = new OrtSession.RunOptions();
    hook = cancellation.onCancel(this::stop);
  }

  OrtSession.RunOptions options() {
    return options;
  }

  /** Stops the run. Comes from another thread, possibly when the run is over already. */
  synchronized void stop() {
    if (closed) {
      return;
    }
    try {
      options.setTerminate(true);
    } catch (OrtException e) {
      System.getLogger(RunTermination.class.getName())
          .log(System.Logger.Level.WARNING, "a run could not be told to stop", e);
    }
  }

  @Override
  public void close() {
    hook.close();
    synchronized (this) {
      closed = true;
      options.close();
    }
  }
}
