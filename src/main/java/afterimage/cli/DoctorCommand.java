package afterimage.cli;

import afterimage.engine.DeviceReport;
import afterimage.engine.ImageEngine;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code afterimage doctor}. */
@Command(
    name = "doctor",
    mixinStandardHelpOptions = true,
    description = "Shows memory, devices and models, and what is missing.")
final class DoctorCommand implements Callable<Integer> {
  private final CommandLineParts parts;

  @Option(names = "--json", description = "Print one JSON object.")
  private boolean json;

  DoctorCommand(CommandLineParts parts) {
    this.parts = parts;
  }

  /** Everything that the command shows. */
  record Diagnosis(
      String version,
      SystemFacts system,
      DeviceReport devices,
      List<ModelsCommand.Installed> models) {}

  @Override
  public Integer call() {
    try (ImageEngine engine = parts.engines().get()) {
      Diagnosis diagnosis =
          new Diagnosis(
              parts.version(),
              SystemFacts.current(),
              engine.devices(),
              ModelsCommand.installed(parts, engine));
      if (json) {
        parts.out().println(Json.line(diagnosis));
      } else {
        print(diagnosis);
      }
      boolean usable =
          diagnosis.devices().verdicts().stream().anyMatch(DeviceReport.Verdict::usable);
      return usable ? ExitCode.DONE : ExitCode.FAILED;
    }
  }

  private void print(Diagnosis diagnosis) {
    PrintWriter out = parts.out();
    out.println("Afterimage " + diagnosis.version());
    out.println("System     " + diagnosis.system().system());
    out.println("Processor  " + diagnosis.system().processor());
    out.println("Memory     " + diagnosis.system().memory());
    out.println("Java       " + diagnosis.system().java());
    out.println("Inference  " + diagnosis.devices().runtime());
    out.println();
    out.println("Devices, best first");
    for (DeviceReport.Verdict verdict : diagnosis.devices().verdicts()) {
      out.println(
          "  %-9s %-4s %s"
              .formatted(
                  verdict.kind().label(), verdict.usable() ? "yes" : "no", verdict.reason()));
    }
    out.println();
    out.println("Models");
    ModelsCommand.print(parts, diagnosis.models());
  }
}
