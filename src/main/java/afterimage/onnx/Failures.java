package afterimage.onnx;

import afterimage.engine.EngineException;
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
          "There is not enough memory for the model's " + network + ".",
          "Use a smaller picture, a smaller model, or --device cpu.",
          e);
    }
    return switch (e.getCode()) {
      case ORT_INVALID_ARGUMENT ->
          new EngineException(
              "The model's %s does not fit its other parts: %s".formatted(network, brief(e)),
              "The folder mixes parts of different models; copy the model again.",
              e);
      default ->
          new EngineException(
              "The model's %s failed: %s".formatted(network, brief(e)),
              "Try --device cpu; if it fails there, the model is damaged.",
              e);
    };
  }

  /** ONNX Runtime's message on one line of bounded length. */
  static String brief(OrtException e) {
    String message = String.valueOf(e.getMessage()).replaceAll("\\s+", " ").strip();
    String cut = message.length() > LONGEST ? message.substring(0, LONGEST) + "…" : message;
    return cut.endsWith(".") ? cut : cut + ".";
  }
}
