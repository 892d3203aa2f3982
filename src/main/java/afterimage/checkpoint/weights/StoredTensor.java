package afterimage.checkpoint.weights;

import afterimage.checkpoint.safetensors.DType;
import afterimage.checkpoint.safetensors.TensorEntry;
import java.nio.file.Path;
import java.util.List;

/**
 * Values in a file.
 *
 * @param file absolute
 * @param dtype how they are stored there
 * @param shape as they are stored, outermost dimension first
 * @param offset of their first byte
 */
public record StoredTensor(String file, DType dtype, List<Long> shape, long offset) {

  /** Those of a weight, in the order in which they are stored. */
  public static StoredTensor of(Weight weight) {
    List<Long> stored = weight.transposed() ? weight.shape().reversed() : weight.shape();
    return new StoredTensor(weight.file().toString(), weight.dtype(), stored, weight.offset());
  }

  /** Those of an entry of a file. */
  public static StoredTensor of(Path file, TensorEntry entry) {
    return new StoredTensor(file.toString(), entry.dtype(), entry.shape(), entry.offset());
  }

  /** How many values there are. */
  public int elements() {
    return Math.toIntExact(shape.stream().reduce(1L, Math::multiplyExact));
  }

  /** The size of one dimension; 1 where it has no such dimension. */
  public int size(int dimension) {
    return dimension < shape.size() ? Math.toIntExact(shape.get(dimension)) : 1;
  }

  /** How many values belong to one of the outermost dimension. */
  public int rest() {
    return size(0) == 0 ? 0 : elements() / size(0);
  }

  /** How many values a convolution's kernel has; 1 for a matrix. */
  public int kernel() {
    return size(2) * size(3);
  }
}
