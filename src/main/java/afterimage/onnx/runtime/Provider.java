package afterimage.onnx.runtime;

import afterimage.checkpoint.network.Flavour;
import afterimage.engine.Device;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtProvider;
import ai.onnxruntime.OrtSession;
import java.util.Map;

/**
 * An execution provider of ONNX Runtime on a device.
 *
 * @param device which; never {@link Device.Kind#AUTO}
 * @param halves whether a device that may lack them is known to compute in 16 bits
 */
public record Provider(Device device, boolean halves) {

  /**
   * Whether threads that wait for work keep a core busy. Alone on the machine that gains about 1 %
   * on two cores; beside a window that is drawn, or another program, it costs a fifth and more.
   */
  private static final String SPINNING = "session.intra_op.allow_spinning";

  /** One of which no more is known than what all such devices can. */
  public Provider(Device device) {
    this(device, false);
  }

  /** What graphs for it are made of. */
  public Flavour flavour() {
    return device.kind() == Device.Kind.WEBGPU && halves ? Flavour.WEBGPU_HALF : Flavour.of(device);
  }

  /** Fresh options for a session on this device; the caller closes them. */
  OrtSession.SessionOptions sessionOptions() throws OrtException {
    OrtSession.SessionOptions options = new OrtSession.SessionOptions();
    try {
      options.setOptimizationLevel(OrtSession.SessionOptions.OptLevel.ALL_OPT);
      options.setIntraOpNumThreads(Processor.threads());
      options.addConfigEntry(SPINNING, "0");
      switch (device.kind()) {
        case CPU -> {}
        case CUDA -> options.addCUDA(device.index());
        case DIRECTML -> {
          // Both are DirectML's own conditions.
          options.setMemoryPatternOptimization(false);
          options.setExecutionMode(OrtSession.SessionOptions.ExecutionMode.SEQUENTIAL);
          DirectMl.addTo(options, device.index());
        }
        case COREML -> options.addCoreML(Map.of("ModelFormat", "MLProgram"));
        case WEBGPU -> WebGpu.ofTheSystem().addTo(options, device.index());
        case AUTO -> throw new IllegalStateException("auto is no provider");
      }
      return options;
    } catch (OrtException | RuntimeException e) {
      options.close();
      throw e;
    }
  }

  /** What the library calls it. */
  static OrtProvider library(Device.Kind kind) {
    return switch (kind) {
      case CUDA -> OrtProvider.CUDA;
      case DIRECTML -> OrtProvider.DIRECT_ML;
      case COREML -> OrtProvider.CORE_ML;
      case CPU -> OrtProvider.CPU;
      case WEBGPU -> OrtProvider.WEBGPU;
      case AUTO -> throw new IllegalStateException("auto is no provider");
    };
  }
}
