package afterimage.onnx.runtime;

import afterimage.engine.EngineException;
import afterimage.message.Messages;
import afterimage.process.NativeEnvironment;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import java.io.IOException;

/**
 * Keeps ONNX Runtime from reporting to its maker, as its official builds do unless told otherwise:
 * on Linux and macOS they keep a device's id and a list of events on the disk, and send them; on
 * Windows they hand them to the system (ONNX Runtime's {@code docs/Privacy.md}).
 */
final class RuntimeTelemetry {
  /**
   * What its builds for Linux and macOS read once, when the first environment is made; 1.29 knows
   * no other name.
   */
  static final String VARIABLE = "ORT_DISABLE_TELEMETRY";

  private static final String OFF = "1";

  private RuntimeTelemetry() {}

  /**
   * Switches it off before the library is loaded.
   *
   * @throws EngineException if that cannot be done: then the library must not be loaded
   */
  static void forbid() throws EngineException {
    if (OFF.equals(System.getenv(VARIABLE))) {
      return; // The launcher has done it, and spared us the time.
    }
    try {
      NativeEnvironment.set(VARIABLE, OFF);
    } catch (IOException e) {
      throw new EngineException(
          Messages.of("onnx.telemetry", String.valueOf(e.getMessage())),
          Messages.of("onnx.telemetry.remedy", VARIABLE),
          e);
    }
  }

  /** Switches off what an environment would hand to the system; Windows' builds know this only. */
  static void forbid(OrtEnvironment environment) throws OrtException {
    environment.setTelemetry(false);
  }
}
