package afterimage.checkpoint.safetensors;

import java.util.List;

/**
 * Where a tensor lies in its file.
 *
 * @param name its key
 * @param dtype the type of its elements
 * @param shape sizes of its dimensions, outermost first; empty for a scalar
 * @param offset of its first byte, from the beginning of the file
 * @param bytes how many there are: what the shape's product takes
 */
public record TensorEntry(String name, DType dtype, List<Long> shape, long offset, long bytes) {

  /** The number of elements. */
  public long elements() {
    return bytes / dtype.bytes() * dtype.blockLength();
  }
}
