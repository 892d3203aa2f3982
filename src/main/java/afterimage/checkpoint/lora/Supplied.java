package afterimage.checkpoint.lora;

import afterimage.checkpoint.safetensors.DType;
import java.util.List;

/**
 * A tensor that a graph names and that is supplied, in 32 bits, when the graph is loaded.
 *
 * @param initializer its name in the graph
 * @param file where it is stored, absolute
 * @param dtype how it is stored there
 * @param shape sizes of its dimensions
 * @param offset of its first byte
 * @param scale by which its values are multiplied
 */
public record Supplied(
    String initializer, String file, DType dtype, List<Long> shape, long offset, double scale) {

  /** How many values it has. */
  public int elements() {
    return Math.toIntExact(shape.stream().mapToLong(Long::longValue).reduce(1, (a, b) -> a * b));
  }
}
