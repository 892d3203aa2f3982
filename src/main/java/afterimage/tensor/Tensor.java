package afterimage.tensor;

import java.util.Arrays;

/**
 * A dense float32 tensor in C order.
 *
 * @param shape sizes of the dimensions, outermost first; empty for a scalar
 * @param data as many values as the shape asks for; shared, not copied
 */
public record Tensor(int[] shape, float[] data) {

  /**
   * Checks that the data fills the shape.
   *
   * @throws IllegalArgumentException if it does not
   */
  public Tensor {
    if (data.length != size(shape)) {
      throw new IllegalArgumentException(
          data.length + " values do not fill a tensor of shape " + Arrays.toString(shape));
    }
  }

  /** A tensor of zeros. */
  public static Tensor zeros(int... shape) {
    return new Tensor(shape, new float[size(shape)]);
  }

  /** The number of values that a shape holds; 1 for a scalar's empty shape. */
  public static int size(int... shape) {
    long size = 1;
    for (int dimension : shape) {
      size *= dimension;
    }
    return Math.toIntExact(size);
  }

  /** The size of one dimension, counted from the outermost. */
  public int dim(int index) {
    return shape[index];
  }

  /** The same values under another shape of the same size. */
  public Tensor reshape(int... newShape) {
    return new Tensor(newShape, data);
  }

  /** A copy that shares nothing with this one. */
  public Tensor copy() {
    return new Tensor(shape.clone(), data.clone());
  }

  /** Item {@code index} of the outermost dimension, which stays as a dimension of 1. */
  public Tensor slice(int index) {
    return slice(index, index + 1);
  }

  /**
   * Items {@code from} (inclusive) to {@code to} (exclusive) of the outermost dimension, copied.
   */
  public Tensor slice(int from, int to) {
    int item = data.length / shape[0];
    int[] sliced = shape.clone();
    sliced[0] = to - from;
    return new Tensor(sliced, Arrays.copyOfRange(data, from * item, to * item));
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Tensor(int[] otherShape, float[] otherData)
        && Arrays.equals(shape, otherShape)
        && Arrays.equals(data, otherData);
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(shape) + Arrays.hashCode(data);
  }

  @Override
  public String toString() {
    return "Tensor" + Arrays.toString(shape);
  }
}
