package afterimage.checkpoint.weights;

import afterimage.checkpoint.weights.WeightChange.Product;
import afterimage.checkpoint.weights.WeightChange.Role;
import afterimage.engine.EngineException;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;

/**
 * Does changes to weights, as LyCORIS defines them.
 *
 * @see <a href="https://arxiv.org/abs/2309.14859">Yeh et al. 2023, LyCORIS</a>
 * @see <a href="https://arxiv.org/abs/2402.09353">Liu et al. 2024, DoRA</a>
 * @see <a href="https://arxiv.org/abs/2205.05638">Liu et al. 2022, IA3</a>
 */
public final class WeightMerge {
  /** What keeps DoRA from dividing by zero: the distance from 1 to the next number of 32 bits. */
  private static final double EPSILON = 0x1p-23;

  private final Values values;

  /** Gets stored values in 32 bits. */
  @FunctionalInterface
  public interface Values {
    /**
     * All values of a tensor, in the order in which they are stored.
     *
     * @throws EngineException if its file cannot be read
     */
    float[] of(StoredTensor tensor) throws EngineException;
  }

  /**
   * @param values of the changes' tensors
   */
  public WeightMerge(Values values) {
    this.values = values;
  }

  /**
   * Does a change that fits.
   *
   * @param weight is changed in place
   * @param shape of the weight, {@code [out, in]} or {@code [out, in, height, width]}, or that of a
   *     bias
   * @throws EngineException if a tensor cannot be read
   */
  public void apply(WeightChange change, float[] weight, List<Long> shape) throws EngineException {
    switch (change.kind()) {
      case OUTPUTS, INPUTS -> multiply(change, weight, shape);
      default -> {
        float[] difference = difference(change);
        StoredTensor magnitude = change.get(Role.MAGNITUDE);
        if (magnitude == null) {
          float factor = (float) (change.scale() * change.strength());
          for (int i = 0; i < weight.length; i++) {
            weight[i] += factor * difference[i];
          }
        } else {
          setLengths(change, magnitude, weight, difference, shape);
        }
      }
    }
  }

  private float[] difference(WeightChange change) throws EngineException {
    Product first = Objects.requireNonNull(Product.of(change, true));
    float[] left = factor(first);
    Product second = Product.of(change, false);
    if (second == null) {
      return left;
    }
    float[] right = factor(second);
    if (change.kind() == WeightChange.Kind.KRONECKER) {
      return kronecker(left, first.out(), right, second.out());
    }
    for (int i = 0; i < left.length; i++) {
      left[i] *= right[i];
    }
    return left;
  }

  /** A factor's values, {@code [out, in, kernel]}. */
  private float[] factor(Product product) throws EngineException {
    float[] b = values.of(product.b());
    StoredTensor a = product.a();
    if (a == null) {
      return b;
    }
    float[] outer = values.of(a);
    if (product.turned()) {
      outer = transposed(outer, a.size(0), a.rest());
    }
    StoredTensor core = product.core();
    if (core == null) {
      return product(outer, product.out(), product.b().size(0), b);
    }
    float[] middle = product(outer, product.out(), core.size(0), values.of(core));
    return contracted(middle, product.out(), core.size(1), core.kernel(), b, product.b().rest());
  }

  /** A matrix product; {@code a} is {@code [rows, inner]}. */
  private static float[] product(float[] a, int rows, int inner, float[] b) {
    int columns = b.length / inner;
    float[] result = new float[rows * columns];
    IntStream.range(0, rows)
        .parallel()
        .forEach(
            row -> {
              for (int k = 0; k < inner; k++) {
                float factor = a[row * inner + k];
                for (int column = 0; column < columns; column++) {
                  result[row * columns + column] += factor * b[k * columns + column];
                }
              }
            });
    return result;
  }

  /** {@code [out, rank, kernel]} and {@code [rank, in]} as {@code [out, in, kernel]}. */
  private static float[] contracted(
      float[] middle, int out, int rank, int kernel, float[] b, int in) {
    float[] result = new float[out * in * kernel];
    IntStream.range(0, out)
        .parallel()
        .forEach(
            row -> {
              for (int j = 0; j < rank; j++) {
                for (int column = 0; column < in; column++) {
                  float factor = b[j * in + column];
                  for (int k = 0; k < kernel; k++) {
                    result[(row * in + column) * kernel + k] +=
                        factor * middle[(row * rank + j) * kernel + k];
                  }
                }
              }
            });
    return result;
  }

  /** The Kronecker product of a matrix and of {@code [out, in, kernel]}. */
  private static float[] kronecker(float[] a, int rows, float[] b, int inner) {
    int columns = a.length / rows;
    int width = b.length / inner;
    float[] result = new float[a.length * b.length];
    IntStream.range(0, rows * inner)
        .parallel()
        .forEach(
            row -> {
              for (int column = 0; column < columns; column++) {
                float factor = a[row / inner * columns + column];
                int to = (row * columns + column) * width;
                for (int i = 0; i < width; i++) {
                  result[to + i] = factor * b[row % inner * width + i];
                }
              }
            });
    return result;
  }

  private static float[] transposed(float[] matrix, int rows, int columns) {
    float[] turned = new float[matrix.length];
    for (int row = 0; row < rows; row++) {
      for (int column = 0; column < columns; column++) {
        turned[column * rows + row] = matrix[row * columns + column];
      }
    }
    return turned;
  }

  /** DoRA: the sum's direction, and rows or columns of the length that the file says. */
  private void setLengths(
      WeightChange change,
      StoredTensor magnitude,
      float[] weight,
      float[] difference,
      List<Long> shape)
      throws EngineException {
    int out = (int) shape.getFirst().longValue();
    int in = (int) shape.get(1).longValue();
    int kernel = weight.length / out / in;
    boolean perInput = magnitude.size(0) == 1 && magnitude.elements() == in;
    float[] wanted = values.of(magnitude);
    float[] sum = new float[weight.length];
    double[] squares = new double[wanted.length];
    for (int i = 0; i < sum.length; i++) {
      sum[i] = weight[i] + (float) change.scale() * difference[i];
      squares[lengthOf(i, in, kernel, perInput)] += (double) sum[i] * sum[i];
    }
    for (int i = 0; i < sum.length; i++) {
      int at = lengthOf(i, in, kernel, perInput);
      double merged = sum[i] * wanted[at] / (Math.sqrt(squares[at]) + EPSILON);
      weight[i] += (float) (change.strength() * (merged - weight[i]));
    }
  }

  private static int lengthOf(int index, int in, int kernel, boolean perInput) {
    return perInput ? index / kernel % in : index / (in * kernel);
  }

  private void multiply(WeightChange change, float[] weight, List<Long> shape)
      throws EngineException {
    float[] factors = values.of(Objects.requireNonNull(change.get(Role.FIRST)));
    int in = shape.size() > 1 ? (int) shape.get(1).longValue() : 1;
    int kernel = weight.length / (int) shape.getFirst().longValue() / in;
    boolean perInput = change.kind() == WeightChange.Kind.INPUTS;
    for (int i = 0; i < weight.length; i++) {
      double factor = factors[lengthOf(i, in, kernel, perInput)];
      weight[i] *= (float) (1 + change.strength() * factor);
    }
  }
}
