package afterimage.onnx;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtLoggingLevel;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.jspecify.annotations.Nullable;

/** ONNX Runtime itself: one environment a process, started at first use. */
final class OnnxRuntime {
  /**
   * When it starts on Linux, ONNX Runtime 1.29 reads the process's command line and matches it by a
   * recursive regular expression, which overflows the usual stack of 1 MB (and so kills the
   * process) where a class path of some thousand characters stands on it.
   */
  private static final long STACK = 64L << 20;

  private OnnxRuntime() {}

  private static @Nullable OrtEnvironment started;

  /** The environment. Hardly anything is logged, since whatever fails is thrown as well. */
  static synchronized OrtEnvironment environment() {
    if (started == null) {
      started = start();
    }
    return started;
  }

  private static OrtEnvironment start() {
    FutureTask<OrtEnvironment> task =
        new FutureTask<>(
            () ->
                OrtEnvironment.getEnvironment(
                    OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL, OrtEnvironment.DEFAULT_NAME));
    Thread thread = new Thread(null, task, "onnxruntime-start", STACK);
    thread.start();
    try {
      return task.get();
    } catch (ExecutionException e) {
      throw new IllegalStateException("ONNX Runtime does not start", e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while ONNX Runtime started", e);
    }
  }
}
