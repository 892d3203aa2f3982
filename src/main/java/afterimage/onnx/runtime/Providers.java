package afterimage.onnx.runtime;

import afterimage.checkpoint.graph.ElementType;
import afterimage.checkpoint.graph.OnnxGraph;
import afterimage.checkpoint.graph.Operator;
import afterimage.checkpoint.graph.Value;
import afterimage.engine.Device;
import afterimage.engine.EngineException;
import afterimage.message.Messages;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.io.File;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.ToLongFunction;

/** Which execution providers ONNX Runtime has, and whether they work here. */
public final class Providers {
  private Providers() {}

  /** ONNX Runtime's version and where it is from, or why it does not start. */
  public static String runtime() {
    try {
      return RuntimeLibraries.named(OnnxRuntime.environment().getVersion());
    } catch (EngineException e) {
      return String.valueOf(e.getMessage());
    }
  }

  /**
   * Whether this build of ONNX Runtime has what a kind of device needs.
   *
   * @throws EngineException if it does not start
   */
  public static boolean isBuiltIn(Device.Kind kind) throws EngineException {
    return OnnxRuntime.providers().contains(Provider.library(kind))
        && (kind != Device.Kind.CUDA || RuntimeLibraries.mayHaveCuda());
  }

  /**
   * Opens a session on a device, in this process.
   *
   * @return ONNX Runtime's complaint, or nothing if it could be opened
   * @throws EngineException if ONNX Runtime does not start
   */
  public static Optional<String> complaint(Device device) throws EngineException {
    // First, since a provider that fails to load before there is an environment cannot say why.
    OrtEnvironment environment = OnnxRuntime.environment();
    Provider provider = new Provider(device);
    try (WebGpuTurn _ = WebGpuTurn.take(provider);
        OrtSession.SessionOptions options = provider.sessionOptions();
        OrtSession _ = environment.createSession(smallest(), options)) {
      return Optional.empty();
    } catch (OrtException e) {
      return Optional.of(Failures.brief(e));
    }
  }

  /** That a kind of device is not built in. */
  public static String notBuiltIn(Device.Kind kind) {
    return Messages.of(kind == Device.Kind.WEBGPU ? "onnx.webgpu.notBuiltIn" : "onnx.notBuiltIn");
  }

  /** That a device works, by its card's name where that is known. */
  public static String works(Device device) {
    return device.kind() == Device.Kind.WEBGPU
        ? WebGpu.ofTheSystem().works(device.index())
        : Messages.of("onnx.works");
  }

  /** How many cards a kind of device has here, as far as anybody tells; 1 at least. */
  public static int cards(Device.Kind kind) {
    return kind == Device.Kind.WEBGPU ? WebGpu.ofTheSystem().cards() : 1;
  }

  /** Bytes of memory that a device's card has; nothing where nobody tells. */
  public static OptionalLong memory(Device device) {
    return card(device, VulkanCards.Card::memory);
  }

  /** Bytes of the largest buffer that a device's card takes whole; nothing where nobody tells. */
  public static OptionalLong maxBuffer(Device device) {
    return card(device, VulkanCards.Card::maxBinding);
  }

  private static OptionalLong card(Device device, ToLongFunction<VulkanCards.Card> fact) {
    return device.kind() == Device.Kind.WEBGPU
        ? WebGpu.ofTheSystem().card(device.index()).stream()
            .mapToLong(fact)
            .filter(bytes -> bytes > 0)
            .findFirst()
        : OptionalLong.empty();
  }

  /** Why a device does not work: what it lacks, where we know that, else the complaint. */
  public static String reason(Device device, String complaint) {
    String problem =
        device.kind() == Device.Kind.WEBGPU ? WebGpu.ofTheSystem().problem(device.index()) : null;
    if (problem != null) {
      return problem;
    }
    List<String> missing =
        device.kind() == Device.Kind.CUDA
            ? CudaLibraries.ofTheSystem().missing(File.separatorChar == '\\')
            : List.of();
    return missing.isEmpty() ? complaint : Messages.of("onnx.missing", String.join(", ", missing));
  }

  /** {@code y = x}. */
  private static byte[] smallest() {
    OnnxGraph graph = new OnnxGraph("smallest");
    Value x = graph.input("x", ElementType.FLOAT, "1");
    graph.output(graph.node("y", Operator.onnx("Identity"), x), "y", ElementType.FLOAT, "1");
    return graph.toBytes();
  }
}
