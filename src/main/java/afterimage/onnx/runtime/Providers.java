package afterimage.onnx.runtime;

import afterimage.engine.Device;
import afterimage.engine.DeviceReport;
import afterimage.engine.EngineException;
import afterimage.message.Messages;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.io.File;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Finds out which execution providers work here, and chooses one. */
public final class Providers {
  private final Map<Device, DeviceReport.Verdict> known = new HashMap<>();
  private final Map<Device, Provider> usable = new HashMap<>();

  /** A verdict on every kind, those that work first. */
  public synchronized DeviceReport report() {
    List<DeviceReport.Verdict> verdicts = new ArrayList<>();
    for (Device.Kind kind : Device.Kind.running()) {
      verdicts.add(verdict(new Device(kind, 0)));
    }
    verdicts.sort(Comparator.comparing(verdict -> !verdict.usable()));
    return new DeviceReport(runtime(), List.copyOf(verdicts));
  }

  private static String runtime() {
    try {
      return RuntimeLibraries.named(OnnxRuntime.environment().getVersion());
    } catch (EngineException e) {
      return String.valueOf(e.getMessage());
    }
  }

  /**
   * The provider for a wish. For {@code auto} the best that works; what was built in but does not
   * work is told to {@code notices}.
   *
   * @throws EngineException if the device was named and doesn't work, or ONNX Runtime does not
   *     start
   */
  public synchronized Provider choose(Device wish, Consumer<String> notices)
      throws EngineException {
    if (wish.kind() != Device.Kind.AUTO) {
      DeviceReport.Verdict verdict = verdict(wish);
      if (!verdict.usable()) {
        throw new EngineException(
            Messages.of("onnx.device", wish, verdict.reason()),
            Messages.of("onnx.device.remedy"),
            EngineException.Alternative.ANOTHER_DEVICE,
            null);
      }
      return provider(wish);
    }
    for (Device.Kind kind : Device.Kind.running()) {
      DeviceReport.Verdict verdict = verdict(new Device(kind, 0));
      if (verdict.usable()) {
        return provider(new Device(kind, 0));
      }
      if (isBuiltIn(kind)) {
        notices.accept(Messages.of("onnx.deviceNotUsed", kind.label(), verdict.reason()));
      }
    }
    throw new EngineException(
        Messages.of("onnx.noDevice"),
        Messages.of("onnx.noDevice.remedy"),
        EngineException.Alternative.ANOTHER_DEVICE,
        null);
  }

  /** The provider on a device that works, and what it is known to be able to. */
  private Provider provider(Device device) {
    return usable.computeIfAbsent(device, Providers::probed);
  }

  private static Provider probed(Device device) {
    try {
      boolean halves =
          device.kind() == Device.Kind.WEBGPU
              && WebGpu.ofTheSystem().hasHalves(OnnxRuntime.environment(), device.index());
      return new Provider(device, halves);
    } catch (EngineException e) {
      return new Provider(device);
    }
  }

  private DeviceReport.Verdict verdict(Device device) {
    return known.computeIfAbsent(device, Providers::test);
  }

  private static DeviceReport.Verdict test(Device device) {
    Device.Kind kind = device.kind();
    try {
      // First, since a provider that fails to load before there is an environment cannot say why.
      OrtEnvironment environment = OnnxRuntime.environment();
      if (!isBuiltIn(kind)) {
        String missing = kind == Device.Kind.WEBGPU ? "onnx.webgpu.notBuiltIn" : "onnx.notBuiltIn";
        return new DeviceReport.Verdict(kind, false, Messages.of(missing));
      }
      String problem =
          kind == Device.Kind.WEBGPU ? WebGpu.ofTheSystem().problem(device.index()) : null;
      return problem == null
          ? test(device, environment)
          : new DeviceReport.Verdict(kind, false, problem);
    } catch (EngineException e) {
      return new DeviceReport.Verdict(kind, false, e.what());
    }
  }

  private static DeviceReport.Verdict test(Device device, OrtEnvironment environment) {
    Device.Kind kind = device.kind();
    Provider provider = new Provider(device);
    try (WebGpuTurn _ = WebGpuTurn.take(provider);
        OrtSession.SessionOptions options = provider.sessionOptions();
        OrtSession session = environment.createSession(ProbeGraph.bytes(), options)) {
      String works =
          kind == Device.Kind.WEBGPU
              ? WebGpu.ofTheSystem().works(device.index())
              : Messages.of("onnx.works");
      return new DeviceReport.Verdict(kind, session.getNumInputs() == 1, works);
    } catch (OrtException e) {
      return new DeviceReport.Verdict(kind, false, why(kind, e));
    }
  }

  private static String why(Device.Kind kind, OrtException failure) {
    List<String> missing =
        kind == Device.Kind.CUDA
            ? CudaLibraries.ofTheSystem().missing(File.separatorChar == '\\')
            : List.of();
    return missing.isEmpty()
        ? Failures.brief(failure)
        : Messages.of("onnx.missing", String.join(", ", missing));
  }

  private static boolean isBuiltIn(Device.Kind kind) throws EngineException {
    return OnnxRuntime.providers().contains(Provider.library(kind))
        && (kind != Device.Kind.CUDA || RuntimeLibraries.mayHaveCuda());
  }
}
