package afterimage.onnx.runtime;

import afterimage.engine.EngineException;
import afterimage.message.Messages;
import afterimage.message.Problem;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtProvider;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.jspecify.annotations.Nullable;

/**
 * ONNX Runtime itself: one environment a process, started at first use. The only place that brings
 * its library into the process, so that its telemetry is off before (see {@link RuntimeTelemetry}).
 */
final class OnnxRuntime {
  /**
   * When it starts on Linux, ONNX Runtime 1.29 reads the process's command line and matches it by a
   * recursive regular expression, which overflows the usual stack of 1 MB (and so kills the
   * process) where a class path of some thousand characters stands on it.
   */
  private static final long STACK = 64L << 20;

  private OnnxRuntime() {}

  private static @Nullable OrtEnvironment started;

  /** Why it does not start. */
  private static @Nullable Problem refused;

  /**
   * The environment. Hardly anything is logged, since whatever fails is thrown as well.
   *
   * @throws EngineException if it does not start; then it never will in this process
   */
  static synchronized OrtEnvironment environment() throws EngineException {
    if (refused != null) {
      throw new EngineException(refused, null);
    }
    if (started == null) {
      try {
        started = start();
      } catch (EngineException e) {
        refused = e.problem();
        throw e;
      }
    }
    return started;
  }

  /**
   * The execution providers that are built in.
   *
   * @throws EngineException as {@link #environment}
   */
  static Set<OrtProvider> providers() throws EngineException {
    environment();
    return OrtEnvironment.getAvailableProviders();
  }

  private static OrtEnvironment start() throws EngineException {
    FutureTask<OrtEnvironment> task = new FutureTask<>(OnnxRuntime::load);
    Thread thread = new Thread(null, task, "onnxruntime-start", STACK);
    thread.start();
    try {
      return task.get();
    } catch (ExecutionException e) {
      throw e.getCause() instanceof EngineException known ? known : failure(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new EngineException(
          Messages.of("onnx.start", "interrupted"), Messages.of("onnx.start.remedy"), e);
    }
  }

  private static OrtEnvironment load() throws EngineException, OrtException {
    RuntimeTelemetry.forbid();
    requireTemporaryFolder();
    RuntimeLibraries.prepare();
    OrtEnvironment environment =
        OrtEnvironment.getEnvironment(
            OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL, OrtEnvironment.DEFAULT_NAME);
    RuntimeTelemetry.forbid(environment);
    return environment;
  }

  /**
   * ONNX Runtime's Java part makes a folder there, whether it has anything to put into it or not.
   */
  private static void requireTemporaryFolder() throws EngineException {
    Path folder = Path.of(System.getProperty("java.io.tmpdir", ""));
    if (!Files.isDirectory(folder) || !Files.isWritable(folder)) {
      throw new EngineException(
          Messages.of("onnx.temporary", folder), Messages.of("onnx.temporary.remedy"));
    }
  }

  private static EngineException failure(Throwable failed) {
    Throwable cause = failed;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    String why = cause.getMessage() == null ? cause.toString() : cause.getMessage();
    return new EngineException(
        Messages.of("onnx.start", why), Messages.of("onnx.start.remedy"), failed);
  }
}
