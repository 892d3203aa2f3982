package afterimage.cli;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/**
 * The machine, in lines for people.
 *
 * @param system operating system and architecture
 * @param processor its name and the number of cores in use
 * @param memory free and in all, and the Java heap's limit
 * @param java version and vendor
 */
record SystemFacts(String system, String processor, String memory, String java) {

  static SystemFacts current() {
    return new SystemFacts(
        "%s %s, %s".formatted(property("os.name"), property("os.version"), property("os.arch")),
        "%s, %d cores".formatted(processorName(), Runtime.getRuntime().availableProcessors()),
        memoryLine(),
        "%s (%s)".formatted(property("java.runtime.version"), property("java.vendor")));
  }

  private static String memoryLine() {
    String heap = gigabytes(Runtime.getRuntime().maxMemory()) + " GB for Java";
    if (ManagementFactory.getOperatingSystemMXBean() instanceof OperatingSystemMXBean bean) {
      return "%s GB free of %s GB; %s"
          .formatted(gigabytes(available(bean)), gigabytes(bean.getTotalMemorySize()), heap);
    }
    return heap;
  }

  /** Linux counts its caches as used; what it calls available is what can be had. */
  private static long available(OperatingSystemMXBean bean) {
    try {
      for (String line : Files.readAllLines(Path.of("/proc/meminfo"))) {
        if (line.startsWith("MemAvailable:")) {
          return Long.parseLong(line.replaceAll("\\D", "")) * 1024;
        }
      }
    } catch (IOException | NumberFormatException e) {
      // Not Linux.
    }
    return bean.getFreeMemorySize();
  }

  private static String processorName() {
    try {
      for (String line :
          Files.readAllLines(Path.of("/proc/cpuinfo"), StandardCharsets.ISO_8859_1)) {
        if (line.startsWith("model name")) {
          return line.substring(line.indexOf(':') + 1).strip();
        }
      }
    } catch (IOException e) {
      // Not Linux.
    }
    String name = System.getenv("PROCESSOR_IDENTIFIER");
    return name == null ? property("os.arch") : name;
  }

  private static String gigabytes(long bytes) {
    return String.format(Locale.ROOT, "%.1f", bytes / 1e9);
  }

  private static String property(String name) {
    return System.getProperty(name, "?");
  }
}
