package afterimage.tensor;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

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

  /**
   * Items {@code from} (inclusive) to {@code to} (exclusive) of the dimension after the outermost,
   * copied.
   */
  public Tensor channels(int from, int to) {
    int outer = shape[0];
    int item = data.length / outer / shape[1];
    int[] sliced = shape.clone();
    sliced[1] = to - from;
    float[] values = new float[outer * (to - from) * item];
    for (int i = 0; i < outer; i++) {
      System.arraycopy(
          data, (i * shape[1] + from) * item, values, i * (to - from) * item, (to - from) * item);
    }
    return new Tensor(sliced, values);
  }

  /**
   * Tensors joined along one dimension; the others must have the same sizes.
   *
   * @param axis counted from the outermost dimension, 0
   */
  public static Tensor concat(int axis, List<Tensor> parts) {
    int[] joined = parts.getFirst().shape.clone();
    joined[axis] = 0;
    for (Tensor part : parts) {
      joined[axis] += part.shape[axis];
    }
    float[] values = new float[size(joined)];
    int outer = size(Arrays.copyOf(joined, axis));
    int row = values.length / outer;
    int offset = 0;
    for (Tensor part : parts) {
      int[] expected = joined.clone();
      expected[axis] = part.shape[axis];
      if (!Arrays.equals(expected, part.shape)) {
        throw new IllegalArgumentException(part + " does not join " + parts.getFirst());
      }
      int chunk = part.data.length / outer;
      for (int i = 0; i < outer; i++) {
        System.arraycopy(part.data, i * chunk, values, i * row + offset, chunk);
      }
      offset += chunk;
    }
    return new Tensor(joined, values);
  }

  /** The whole tensor {@code times} times in a row along its outermost dimension: abab. */
  public Tensor repeat(int times) {
    return times == 1 ? this : concat(0, Collections.nCopies(times, this));
  }

  /** Each item of the outermost dimension {@code times} times in a row: aabb. */
  public Tensor repeatItems(int times) {
    if (times == 1) {
      return this;
    }
    List<Tensor> items = new ArrayList<>();
    for (int i = 0; i < shape[0]; i++) {
      items.add(slice(i).repeat(times));
    }
    return concat(0, items);
  }

  /** Tensors of one shape under a new outermost dimension. */
  public static Tensor stack(List<Tensor> items) {
    int[] shape = items.getFirst().shape;
    int[] one = new int[shape.length + 1];
    one[0] = 1;
    System.arraycopy(shape, 0, one, 1, shape.length);
    return concat(0, items.stream().map(item -> item.reshape(one)).toList());
  }

  /** Whether no value is infinite or not a number. */
  public boolean isFinite() {
    float zero = 0;
    for (float value : data) {
      zero += value * 0f;
    }
    return zero == 0;
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
