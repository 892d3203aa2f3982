package afterimage.job;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;

/**
 * A thread that lets the window go first. Inference keeps every core busy; at the same priority the
 * window's threads would wait for their turn for tens of milliseconds. Threads that the work itself
 * starts, such as ONNX Runtime's pool, inherit the priority on Linux.
 */
final class YieldingThread {
  private static final System.Logger LOG = System.getLogger(YieldingThread.class.getName());

  /** Of 19: a quarter of a core beside a thread that wants all of it, and all of an idle one. */
  private static final int NICENESS = 5;

  private YieldingThread() {}

  /** Starts a daemon platform thread. */
  @SuppressWarnings("ThreadPriorityCheck") // Nothing is right or wrong by it, only smooth.
  static Thread start(String name, Runnable work) {
    return Thread.ofPlatform()
        .name(name)
        .daemon(true)
        .priority(Thread.MIN_PRIORITY)
        .start(
            () -> {
              lower();
              work.run();
            });
  }

  /** On Linux the JVM leaves thread priorities alone, and {@code nice} counts for one thread. */
  @SuppressWarnings("restricted") // The launcher grants native access to this program.
  private static void lower() {
    if (!System.getProperty("os.name", "").equals("Linux")) {
      return;
    }
    try {
      Linker linker = Linker.nativeLinker();
      MethodHandle nice =
          linker.downcallHandle(
              linker.defaultLookup().findOrThrow("nice"),
              FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT));
      int now = (int) nice.invokeExact(NICENESS);
      LOG.log(System.Logger.Level.DEBUG, "inference runs at niceness {0}", now);
    } catch (Throwable e) {
      // Only less smooth.
      LOG.log(System.Logger.Level.INFO, "cannot lower the priority of inference", e);
    }
  }
}
