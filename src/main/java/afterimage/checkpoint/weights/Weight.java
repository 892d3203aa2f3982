package afterimage.checkpoint.weights;

import afterimage.checkpoint.safetensors.DType;
import afterimage.checkpoint.safetensors.TensorEntry;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A weight and the bytes that hold it.
 *
 * @param file where it is stored
 * @param storedName its key there, for messages
 * @param dtype the type of its elements
 * @param shape as the network uses it: {@code [out, in]} for a linear layer
 * @param transposed whether the bytes are those of the transposed matrix, {@code [in, out]}
 * @param offset of its first byte in the file
 * @param scale by which what is stored is multiplied, as a number of 32 bits
 */
public record Weight(
    Path file,
    String storedName,
    DType dtype,
    List<Long> shape,
    boolean transposed,
    long offset,
    float scale) {

  /** Stored as it is. */
  public Weight(
      Path file,
      String storedName,
      DType dtype,
      List<Long> shape,
      boolean transposed,
      long offset) {
    this(file, storedName, dtype, shape, transposed, offset, 1);
  }

  /** A whole tensor, used as it is stored. */
  public static Weight of(Path file, TensorEntry entry) {
    return new Weight(file, entry.name(), entry.dtype(), entry.shape(), false, entry.offset());
  }

  /** The same times a number. */
  public Weight times(float factor) {
    return new Weight(file, storedName, dtype, shape, transposed, offset, scale * factor);
  }

  /** How many elements it has. */
  public long elements() {
    return shape.stream().mapToLong(Long::longValue).reduce(1, (a, b) -> a * b);
  }

  /** How many bytes it takes. */
  public long bytes() {
    return dtype.bytes(elements());
  }

  /** The size of one dimension; 0 where it has no such dimension. */
  public long size(int dimension) {
    return dimension < shape.size() ? shape.get(dimension) : 0;
  }

  /** Whether rows {@code from} to {@code to} lie together in the file, not in part of a block. */
  public boolean canBeCut(long from, long to) {
    long row = size(0) == 0 ? 0 : elements() / size(0);
    int block = dtype.blockLength();
    return from * row % block == 0 && to * row % block == 0;
  }

  /**
   * Rows {@code from} (inclusive) to {@code to} (exclusive) of the outermost dimension, which lie
   * together in the file.
   *
   * @throws IllegalArgumentException if the weight is transposed, hasn't that many rows, or they
   *     don't lie together
   */
  public Weight rows(long from, long to) {
    if (transposed || from < 0 || from > to || to > size(0) || !canBeCut(from, to)) {
      throw new IllegalArgumentException("no rows " + from + " to " + to + " in " + this);
    }
    List<Long> sliced = new ArrayList<>(shape);
    sliced.set(0, to - from);
    long row = size(0) == 0 ? 0 : elements() / size(0);
    long first = offset + dtype.bytes(from * row);
    return new Weight(file, storedName, dtype, List.copyOf(sliced), false, first, scale);
  }

  /** The transposed matrix over the same bytes. */
  public Weight transpose() {
    return new Weight(file, storedName, dtype, shape.reversed(), !transposed, offset, scale);
  }

  /** A 1×1 convolution's weight as a linear layer's; any other as it is. */
  public Weight asLinear() {
    boolean pointwise = shape.size() == 4 && size(2) == 1 && size(3) == 1;
    return pointwise
        ? new Weight(file, storedName, dtype, shape.subList(0, 2), transposed, offset, scale)
        : this;
  }
}
