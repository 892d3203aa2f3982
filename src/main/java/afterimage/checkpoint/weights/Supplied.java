package afterimage.checkpoint.weights;

import afterimage.checkpoint.safetensors.DType;
import java.util.List;

/**
 * A tensor that a graph names and that is supplied when the graph is loaded, made from a tensor in
 * a file.
 *
 * @param initializer its name in the graph
 * @param form what is made of the stored values
 * @param file where they are stored, absolute
 * @param dtype how they are stored there
 * @param shape as they are stored, outermost dimension first
 * @param offset of their first byte
 * @param scale by which they are multiplied first
 */
public record Supplied(
    String initializer,
    Form form,
    String file,
    DType dtype,
    List<Long> shape,
    long offset,
    double scale) {

  /** Values of a row that share one scale where they are kept in eight bits. */
  public static final int BLOCK = 32;

  /** What is made of the stored values. */
  public enum Form {
    /** The values in 32 bits. */
    VALUES,
    /** Blocks of eight bits, {@code [rows, columns / 32, 32]}: 128 stands for zero. */
    EIGHT_BITS,
    /** The scales of these blocks in 32 bits, {@code [rows * columns / 32]}. */
    SCALES
  }

  /** The same under a name. */
  public Supplied as(String name) {
    return new Supplied(name, form, file, dtype, shape, offset, scale);
  }

  /** How many values are stored. */
  public int elements() {
    return Math.toIntExact(shape.stream().mapToLong(Long::longValue).reduce(1, (a, b) -> a * b));
  }

  /** The sizes of what is made of them. */
  public List<Long> suppliedShape() {
    return switch (form) {
      case VALUES -> shape;
      case EIGHT_BITS -> List.of(shape.getFirst(), shape.getLast() / BLOCK, (long) BLOCK);
      case SCALES -> List.of(elements() / (long) BLOCK);
    };
  }
}
