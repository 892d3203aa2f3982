package afterimage.onnx.memory;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.LongSupplier;

/**
 * How much more memory this program can have: without pushing others out, and within the limit that
 * the user has set. Owned by the engine. Thread-safe.
 */
public final class MemoryBudget {
  private static final Path LINUX = Path.of("/proc/meminfo");
  private static final String LINE = "MemAvailable:";
  private static final Path OWN = Path.of("/proc/self/status");

  /** Without pages of mapped files, which cost nobody anything. */
  private static final String OWN_LINE = "RssAnon:";

  private final LongSupplier machine;
  private volatile long limit = Long.MAX_VALUE;

  /** Of this machine, without a limit. */
  public MemoryBudget() {
    this(MemoryBudget::ofMachine);
  }

  /**
   * @param machine bytes that this machine has left now; {@link Long#MAX_VALUE} where nothing tells
   */
  public MemoryBudget(LongSupplier machine) {
    this.machine = machine;
  }

  /** What the whole program may use from now on, in bytes. */
  public void limitTo(long bytes) {
    limit = bytes;
  }

  /** In bytes; {@link Long#MAX_VALUE} where nothing tells. */
  public long available() {
    long left = machine.getAsLong();
    return limit == Long.MAX_VALUE ? left : Math.min(left, Math.max(0, limit - used()));
  }

  /** What this program uses now. */
  private static long used() {
    long linux = kilobytes(OWN, OWN_LINE);
    var java = ManagementFactory.getMemoryMXBean();
    return linux >= 0
        ? linux
        : java.getHeapMemoryUsage().getCommitted() + java.getNonHeapMemoryUsage().getCommitted();
  }

  private static long ofMachine() {
    // Linux counts its caches as used; what it calls available is what can be had.
    long linux = kilobytes(LINUX, LINE);
    if (linux >= 0) {
      return linux;
    }
    return ManagementFactory.getOperatingSystemMXBean() instanceof OperatingSystemMXBean bean
        ? bean.getFreeMemorySize()
        : Long.MAX_VALUE;
  }

  /** A line's value in bytes; negative where there is none. */
  private static long kilobytes(Path file, String name) {
    try {
      if (Files.isReadable(file)) {
        for (String line : Files.readAllLines(file)) {
          if (line.startsWith(name)) {
            return Long.parseLong(line.replaceAll("\\D", "")) * 1024;
          }
        }
      }
    } catch (IOException | NumberFormatException e) {
      System.getLogger(MemoryBudget.class.getName())
          .log(System.Logger.Level.DEBUG, "no " + name + " in " + file, e);
    }
    return -1;
  }
}
