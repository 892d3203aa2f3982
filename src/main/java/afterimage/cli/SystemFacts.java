package afterimage.cli;

import afterimage.process.Memory;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.OptionalLong;

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
    OptionalLong free = Memory.available();
    OptionalLong all = Memory.ofMachine();
    return free.isPresent() && all.isPresent()
        ? "%s GB free of %s GB; %s"
            .formatted(gigabytes(free.getAsLong()), gigabytes(all.getAsLong()), heap)
        : heap;
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
