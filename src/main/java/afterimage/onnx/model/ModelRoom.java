package afterimage.onnx.model;

import afterimage.engine.Device;
import afterimage.engine.EngineException;
import afterimage.onnx.runtime.Provider;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.function.LongSupplier;

/**
 * Tells whether another model fits beside those that are loaded.
 *
 * @param available bytes that can be had now
 */
public record ModelRoom(LongSupplier available) {
  /** Weights are kept once more in the layout that matrix kernels want. */
  private static final double WEIGHTS = 2;

  /** Left for activations and for other programs. */
  private static final long RESERVE = 2L << 30;

  /**
   * Whether a model can be loaded without another being released.
   *
   * <p>Never on an accelerator: what is free there is not known, and two CUDA sessions that take
   * turns grow without end (onnxruntime#29351).
   */
  boolean holds(ModelSource source, Provider provider) throws EngineException {
    return provider.device().kind() == Device.Kind.CPU
        && weights(source) * WEIGHTS + RESERVE < available.getAsLong();
  }

  static long weights(ModelSource source) throws EngineException {
    Set<Path> files = new HashSet<>();
    for (Path graph : source.bundle().graphs().values()) {
      files.add(graph);
      files.addAll(source.weights().files(graph));
    }
    long bytes = 0;
    try {
      for (Path file : files) {
        bytes += Files.size(file);
      }
    } catch (IOException e) {
      // Whoever loads the model says what is wrong with it.
      return Long.MAX_VALUE / 4;
    }
    return bytes;
  }
}
