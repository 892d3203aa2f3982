package afterimage.onnx;

import afterimage.engine.EngineException;
import afterimage.message.Messages;
import ai.onnxruntime.OrtException;
import java.util.Locale;

/** ONNX Runtime's errors, in words that help. */
final class Failures {
  private static final int LONGEST = 240;

  private Failures() {}

  /** A failed run as an error that names the network. */
  static EngineException inRun(String network, OrtException e) {
    String message = e.getMessage() == null ? "" : e.getMessage().toLowerCase(Locale.ROOT);
    if (message.contains("failed to allocate") || message.contains("out of memory")) {
      return new EngineException(
          Messages.of("onnx.memory", network), Messages.of("onnx.memory.remedy"), e);
    }
    return switch (e.getCode()) {
      case ORT_INVALID_ARGUMENT ->
          new EngineException(
              Messages.of("onnx.misfit", network, brief(e)), Messages.of("onnx.mixed.remedy"), e);
      default ->
          new EngineException(
              Messages.of("onnx.failed", network, brief(e)), Messages.of("onnx.failed.remedy"), e);
    };
  }

  /** ONNX Runtime's message on one line of bounded length. */
  static String brief(OrtException e) {
    String message = String.valueOf(e.getMessage()).replaceAll("\\s+", " ").strip();
    String cut = message.length() > LONGEST ? message.substring(0, LONGEST) + "…" : message;
    return cut.endsWith(".") ? cut : cut + ".";
  }
}
