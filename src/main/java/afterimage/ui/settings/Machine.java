package afterimage.ui.settings;

import afterimage.engine.DeviceCheck;
import afterimage.engine.DeviceReport;
import afterimage.ui.text.Texts;
import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** What this machine has for refining, and what is missing. */
public final class Machine {
  private static final double GIGABYTE = 1L << 30;
  private static final long COMFORTABLE = 8L << 30;

  private Machine() {}

  /**
   * A fact about the machine.
   *
   * @param good whether nothing is to be done about it
   * @param name for people
   * @param detail what was found, or what is missing
   */
  public record Fact(boolean good, String name, String detail) {}

  /** All facts, the processor first. Asks the system: not for the FX thread. */
  public static List<Fact> facts(DeviceReport report) {
    List<Fact> facts = new ArrayList<>();
    int processors = Runtime.getRuntime().availableProcessors();
    facts.add(new Fact(true, Texts.of("hardware.processor"), processor(processors)));
    if (ManagementFactory.getOperatingSystemMXBean() instanceof OperatingSystemMXBean system) {
      long all = system.getTotalMemorySize();
      facts.add(
          new Fact(
              all >= COMFORTABLE,
              Texts.of("hardware.memory"),
              Texts.of(
                  all >= COMFORTABLE ? "hardware.memory.detail" : "hardware.memory.little",
                  all / GIGABYTE,
                  system.getFreeMemorySize() / GIGABYTE,
                  Runtime.getRuntime().maxMemory() / GIGABYTE)));
    }
    facts.add(new Fact(true, Texts.of("hardware.runtime"), report.runtime()));
    for (DeviceReport.Verdict verdict : report.verdicts()) {
      facts.add(new Fact(verdict.usable(), verdict.kind().title(), verdict.reason()));
    }
    return List.copyOf(facts);
  }

  /** What a check of a device found. */
  static Fact fact(DeviceCheck check) {
    String differing =
        check.blocks().stream()
            .filter(block -> !block.right())
            .map(DeviceCheck.Block::name)
            .collect(Collectors.joining(", "));
    double largest = check.blocks().stream().mapToDouble(DeviceCheck.Block::error).max().orElse(0);
    String detail =
        differing.isEmpty()
            ? Texts.of("hardware.checked", check.conclusion(), check.blocks().size(), largest * 100)
            : Texts.of("hardware.differs", check.conclusion(), differing);
    return new Fact(
        check.usable(), Texts.of("hardware.check.of", check.device().kind().title()), detail);
  }

  /** All memory of the machine in bytes; {@link Long#MAX_VALUE} where nothing tells. */
  public static long memory() {
    return ManagementFactory.getOperatingSystemMXBean() instanceof OperatingSystemMXBean system
        ? system.getTotalMemorySize()
        : Long.MAX_VALUE;
  }

  /** The facts as text, for a report of a fault. */
  public static String text(List<Fact> facts, String program) {
    return program
        + "\n"
        + System.getProperty("os.name")
        + " "
        + System.getProperty("os.version")
        + ", Java "
        + Runtime.version()
        + "\n"
        + facts.stream()
            .map(fact -> (fact.good ? "+ " : "- ") + fact.name + ": " + fact.detail)
            .collect(Collectors.joining("\n"));
  }

  private static String processor(int count) {
    return Texts.of("hardware.processor.detail", count, System.getProperty("os.arch", ""));
  }
}
