package afterimage.cli;

import afterimage.engine.Device;
import afterimage.engine.DeviceCheck;
import afterimage.engine.DeviceReport;
import afterimage.engine.EngineException;
import afterimage.engine.ImageEngine;
import afterimage.engine.ModelPlacement;
import afterimage.engine.ModelRef;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** {@code afterimage doctor}. */
@Command(
    name = "doctor",
    mixinStandardHelpOptions = true,
    description = "Shows memory, devices and models, and what is missing.")
final class DoctorCommand implements Callable<Integer> {
  private final CommandLineParts parts;

  @Option(names = "--json", description = "Print one JSON object.")
  private boolean json;

  @Option(
      names = "--measure",
      description = "Measure all devices again; auto takes the fastest of those that work.")
  private boolean measure;

  @Option(
      names = "--check",
      description = "Compare what a device computes with stored results, block by block.")
  private boolean check;

  @Option(
      names = {"-d", "--device"},
      paramLabel = "DEVICE",
      converter = DeviceConverter.class,
      description = "The device for --check and --model; without it, the one that auto takes.")
  private Device device = Device.AUTO;

  @Option(
      names = {"-m", "--model"},
      paramLabel = "MODEL",
      description = {
        "A model, by name or path: shows how many operations of each",
        "network the device computes, and which fall back to the processor."
      })
  private @Nullable String model;

  DoctorCommand(CommandLineParts parts) {
    this.parts = parts;
  }

  /** Everything that the command shows. */
  record Diagnosis(
      String version,
      SystemFacts system,
      DeviceReport devices,
      @Nullable DeviceCheck check,
      @Nullable ModelPlacement placement,
      List<PictureLibrary> pictures,
      List<ModelsCommand.Installed> models) {

    private boolean isGood() {
      return devices.verdicts().stream().anyMatch(DeviceReport.Verdict::usable)
          && (check == null || check.usable());
    }
  }

  @Override
  public Integer call() {
    try (ImageEngine engine = parts.engines().get()) {
      ModelPlacement placement = null;
      Failure failure = null;
      try {
        placement = model == null ? null : placement(engine, model);
      } catch (EngineException e) {
        failure = Failure.of(e); // The rest of the report may say why.
      }
      Diagnosis diagnosis =
          new Diagnosis(
              parts.version(),
              SystemFacts.current(),
              measure ? engine.measureDevices() : engine.devices(),
              check ? engine.checkDevice(device) : null,
              placement,
              PictureLibrary.all(),
              ModelsCommand.installed(parts, engine));
      if (json) {
        parts.out().println(Json.line(diagnosis));
      } else {
        print(diagnosis);
      }
      if (failure != null) {
        new Messages(parts.err()).failure(failure);
      }
      return failure == null && diagnosis.isGood() ? ExitCode.DONE : ExitCode.FAILED;
    }
  }

  private ModelPlacement placement(ImageEngine engine, String wanted) throws EngineException {
    return engine.placement(new ModelRef(ModelChoice.path(wanted, parts.models())), device);
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
    if (diagnosis.check() != null) {
      print(diagnosis.check());
    }
    if (diagnosis.placement() != null) {
      print(diagnosis.placement());
    }
    out.println();
    out.println("Pictures, beside those that need no library");
    diagnosis.pictures().forEach(library -> out.println("  " + library.line()));
    out.println();
    out.println("Models");
    ModelsCommand.print(parts, diagnosis.models());
  }

  private void print(DeviceCheck checked) {
    PrintWriter out = parts.out();
    out.println();
    out.println("Check of " + checked.device() + ", " + checked.form());
    for (DeviceCheck.Block block : checked.blocks()) {
      String error =
          block.error() < 0
              ? "it did not run"
              : String.format(
                  Locale.ROOT,
                  "differs by %.1e of the result, %.1e allowed",
                  block.error(),
                  block.allowed());
      out.println(
          "  %-28s %-6s %s".formatted(block.name(), block.right() ? "right" : "WRONG", error));
    }
    out.println("  " + checked.conclusion());
  }

  private void print(ModelPlacement placement) {
    PrintWriter out = parts.out();
    out.println();
    out.println("Operations of " + model + " on " + placement.device());
    for (ModelPlacement.Network network : placement.networks()) {
      out.println("  %-15s %5d".formatted(network.name(), network.countOnDevice()) + rest(network));
    }
  }

  /** What its device does not compute; there are no copies then either. */
  private static String rest(ModelPlacement.Network network) {
    int fallenBack = network.countOnProcessor();
    return fallenBack == 0 && network.copies() == 0
        ? ""
        : ", and %d on the processor instead %s, %d copies between the two"
            .formatted(fallenBack, network.onProcessor(), network.copies());
  }

  /** Says what is wrong with a device's name. */
  static final class DeviceConverter implements ITypeConverter<Device> {
    @Override
    public Device convert(String value) {
      try {
        return Device.parse(value);
      } catch (IllegalArgumentException e) {
        throw new TypeConversionException(e.getMessage());
      }
    }
  }
}
