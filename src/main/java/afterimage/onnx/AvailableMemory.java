package afterimage.onnx;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;

/** How much memory a program can have without pushing others out. */
final class AvailableMemory {
  private static final Path LINUX = Path.of("/proc/meminfo");
  private static final String LINE = "MemAvailable:";

  private AvailableMemory() {}

  /** In bytes; {@link Long#MAX_VALUE} where nothing tells. */
  static long bytes() {
    try {
      if (Files.isReadable(LINUX)) {
        // Linux counts its caches as used; what it calls available is what can be had.
        for (String line : Files.readAllLines(LINUX)) {
          if (line.startsWith(LINE)) {
            return Long.parseLong(line.replaceAll("\\D", "")) * 1024;
          }
        }
      }
    } catch (IOException | NumberFormatException e) {
      System.getLogger(AvailableMemory.class.getName())
          .log(System.Logger.Level.DEBUG, "no " + LINE + " in " + LINUX, e);
    }
    return ManagementFactory.getOperatingSystemMXBean() instanceof OperatingSystemMXBean bean
        ? bean.getFreeMemorySize()
        : Long.MAX_VALUE;
  }
}
