package afterimage.process;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;

/** What memory there is, and what this program has of it, in bytes. */
public final class Memory {
  private static final System.Logger LOG = System.getLogger(Memory.class.getName());
  private static final Path MACHINE = Path.of("/proc/meminfo");
  private static final Path PROGRAM = Path.of("/proc/self/status");

  private Memory() {}

  /** What can be had without pushing others out; nothing where nobody tells. */
  public static OptionalLong available() {
    // Linux counts its caches as used; what it calls available is what can be had.
    OptionalLong linux = line(MACHINE, "MemAvailable:");
    return linux.isEmpty()
            && ManagementFactory.getOperatingSystemMXBean() instanceof OperatingSystemMXBean bean
        ? OptionalLong.of(bean.getFreeMemorySize())
        : linux;
  }

  /** What the machine has; nothing where nobody tells. */
  public static OptionalLong ofMachine() {
    return ManagementFactory.getOperatingSystemMXBean() instanceof OperatingSystemMXBean bean
        ? OptionalLong.of(bean.getTotalMemorySize())
        : OptionalLong.empty();
  }

  /**
   * What this program uses now: on Linux without pages of mapped files, which cost nobody anything;
   * elsewhere what Java knows of.
   */
  public static long used() {
    var java = ManagementFactory.getMemoryMXBean();
    return line(PROGRAM, "RssAnon:")
        .orElseGet(
            () ->
                java.getHeapMemoryUsage().getCommitted()
                    + java.getNonHeapMemoryUsage().getCommitted());
  }

  /**
   * The most that this program has held: resident on Linux; elsewhere Java's heap, without native
   * memory.
   */
  public static long peak() {
    return line(PROGRAM, "VmHWM:")
        .orElseGet(
            () ->
                ManagementFactory.getMemoryPoolMXBeans().stream()
                    .filter(pool -> pool.getType() == MemoryType.HEAP)
                    .map(MemoryPoolMXBean::getPeakUsage)
                    .mapToLong(usage -> usage.getUsed())
                    .sum());
  }

  private static OptionalLong line(Path file, String name) {
    try {
      if (Files.isReadable(file)) {
        for (String line : Files.readAllLines(file)) {
          if (line.startsWith(name)) {
            return OptionalLong.of(Long.parseLong(line.replaceAll("\\D", "")) * 1024);
          }
        }
      }
    } catch (IOException | NumberFormatException e) {
      LOG.log(System.Logger.Level.DEBUG, "no " + name + " in " + file, e);
    }
    return OptionalLong.empty();
  }
}
