package afterimage.onnx;

import afterimage.diffusion.pipeline.TensorTrace;
import afterimage.engine.EngineException;
import afterimage.file.AtomicFile;
import afterimage.message.Messages;
import afterimage.tensor.NpyWriter;
import afterimage.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes a run's tensors into a folder as {@code NAME.npy}. */
final class TraceFolder implements TensorTrace {
  private final Path folder;
  private final Map<String, List<Tensor>> stacks = new LinkedHashMap<>();
  private @Nullable IOException failure;

  private TraceFolder(Path folder) {
    this.folder = folder;
  }

  /** A folder, made if it isn't there. */
  static TraceFolder open(Path folder) throws EngineException {
    try {
      Files.createDirectories(folder);
      return new TraceFolder(folder);
    } catch (IOException e) {
      throw unwritable(folder, e);
    }
  }

  @Override
  public void put(String name, Tensor tensor) {
    attempt(name, file -> NpyWriter.write(file, tensor));
  }

  @Override
  public void append(String name, Tensor tensor) {
    stacks.computeIfAbsent(name, _ -> new ArrayList<>()).add(tensor);
  }

  @Override
  public void putIds(String name, int[][] ids) {
    attempt(name, file -> NpyWriter.write(file, ids));
  }

  /**
   * Writes what was stacked.
   *
   * @throws EngineException if any file could not be written
   */
  void finish() throws EngineException {
    stacks.forEach((name, tensors) -> put(name, Tensor.stack(tensors)));
    if (failure != null) {
      throw unwritable(folder, failure);
    }
  }

  /** Each file is whole or not there, for those who read the folder although the run failed. */
  private void attempt(String name, Write write) {
    try (AtomicFile file =
        AtomicFile.begin(folder.resolve(name + ".npy"), AtomicFile.Access.SHARED)) {
      write.to(file.temporary());
      file.commit(AtomicFile.Existing.REPLACE);
    } catch (IOException e) {
      failure = failure == null ? e : failure;
    }
  }

  private static EngineException unwritable(Path folder, IOException e) {
    return new EngineException(
        Messages.of("onnx.trace", folder), Messages.of("onnx.trace.remedy"), e);
  }

  private interface Write {
    void to(Path file) throws IOException;
  }
}
