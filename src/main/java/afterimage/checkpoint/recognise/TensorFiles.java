package afterimage.checkpoint.recognise;

import afterimage.checkpoint.gguf.GgufHeader;
import afterimage.checkpoint.safetensors.SafetensorsHeader;
import afterimage.checkpoint.safetensors.TensorFile;
import afterimage.engine.EngineException;
import java.nio.file.Path;

/** Reads files with tensors in the formats that are known by their first bytes. */
public final class TensorFiles {
  private TensorFiles() {}

  /**
   * Reads and checks a file's header; the tensors' bytes are not touched.
   *
   * @throws EngineException if it is in no known format, or damaged
   */
  public static TensorFile read(Path file) throws EngineException {
    return GgufHeader.isOne(file) ? GgufHeader.read(file) : SafetensorsHeader.read(file);
  }
}
