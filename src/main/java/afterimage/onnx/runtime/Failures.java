package afterimage.onnx.runtime;

import afterimage.engine.EngineException;
import afterimage.engine.Tiling;
import afterimage.message.Messages;
import ai.onnxruntime.OrtException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** ONNX Runtime's errors, in words that help. */
public final class Failures {
  private static final int MAX_LENGTH = 240;

  /**
   * ONNX Runtime has no error code for it, only texts: its arena's own, C++'s (GNU's, then
   * Microsoft's), CUDA's, those of cuBLAS and cuDNN, Vulkan's and Dawn's, and Windows' for
   * DirectML. Dawn says nothing when memory is full: a buffer that could not be had is invalid when
   * it is used; and a tensor that needs more of the adapter's buffers than fit into one call is too
   * large as well.
   */
  private static final List<String> OUT_OF_MEMORY =
      List.of(
          "failed to allocate",
          "bad_alloc",
          "bad allocation",
          "out of memory",
          "smaller than requested bytes",
          "status_alloc_failed",
          "out_of_device_memory",
          "exceeds the max buffer size",
          "[invalid buffer",
          "too many storage buffers in shader",
          "e_outofmemory",
          "8007000e");

  /** Dawn's, Vulkan's, and Windows' for DirectML. */
  private static final List<String> DEVICE_LOST =
      List.of("is lost", "device_lost", "device_removed", "887a0005", "887a0006", "887a0007");

  private Failures() {}

  /** A graph that could not be loaded, as an error that names the network or its file. */
  static EngineException inLoading(String network, Path graph, OrtException e) {
    if (isDeviceLost(e)) {
      return deviceLost(network, e);
    }
    return isOutOfMemory(e)
        ? outOfMemory(network, e)
        : new EngineException(
            Messages.of("onnx.unloadable", graph, brief(e)),
            Messages.of("onnx.unloadable.remedy"),
            e);
  }

  /** A failed run as an error that names the network. */
  public static EngineException inRun(String network, OrtException e) {
    if (isDeviceLost(e)) {
      return deviceLost(network, e);
    }
    if (isOutOfMemory(e)) {
      return outOfMemory(network, e);
    }
    return switch (e.getCode()) {
      case ORT_INVALID_ARGUMENT ->
          new EngineException(
              Messages.of("onnx.misfit", network, brief(e)), Messages.of("onnx.mixed.remedy"), e);
      default ->
          new EngineException(
              Messages.of("onnx.failed", network, brief(e)),
              Messages.of("onnx.failed.remedy"),
              EngineException.Alternative.THE_PROCESSOR,
              e);
    };
  }

  /** Java's own memory has run out, as an error. */
  public static EngineException ofHeap(OutOfMemoryError e) {
    return new EngineException(
        Messages.of("onnx.heap"), Messages.of("onnx.memory.remedy", Tiling.MIN_SIDE), e);
  }

  private static EngineException outOfMemory(String network, OrtException e) {
    return new EngineException(
        Messages.of("onnx.memory", network), Messages.of("onnx.memory.remedy", Tiling.MIN_SIDE), e);
  }

  private static EngineException deviceLost(String network, OrtException e) {
    return new EngineException(
        Messages.of("onnx.lost", network),
        Messages.of("onnx.lost.remedy"),
        EngineException.Alternative.THE_PROCESSOR,
        e);
  }

  /** Whether a graphics card went away or its driver gave up while a network ran. */
  public static boolean isDeviceLost(EngineException e) {
    return e.getCause() instanceof OrtException cause && isDeviceLost(cause);
  }

  private static boolean isDeviceLost(OrtException e) {
    return says(e, DEVICE_LOST);
  }

  /** Whether a network failed, or could not be loaded, because a device's memory was full. */
  public static boolean isOutOfMemory(EngineException e) {
    return e.getCause() instanceof OrtException cause && isOutOfMemory(cause);
  }

  private static boolean isOutOfMemory(OrtException e) {
    return says(e, OUT_OF_MEMORY);
  }

  private static boolean says(OrtException e, List<String> texts) {
    String message = e.getMessage() == null ? "" : e.getMessage().toLowerCase(Locale.ROOT);
    return texts.stream().anyMatch(message::contains);
  }

  /** ONNX Runtime's message on one line of bounded length. */
  static String brief(OrtException e) {
    String message = String.valueOf(e.getMessage()).replaceAll("\\s+", " ").strip();
    String cut = message.length() > MAX_LENGTH ? message.substring(0, MAX_LENGTH) + "…" : message;
    return cut.endsWith(".") ? cut : cut + ".";
  }
}
