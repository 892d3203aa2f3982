package afterimage.diffusion.scheduler;

import afterimage.tensor.Tensor;

/**
 * A weighted sum of tensors of one shape, added up in double precision and rounded once. Lets a
 * solver's update be written as its formula.
 */
final class LinearCombination {
  private final int[] shape;
  private final double[] sum;

  private LinearCombination(int[] shape, double[] sum) {
    this.shape = shape;
    this.sum = sum;
  }

  static LinearCombination of(double weight, Tensor tensor) {
    return new LinearCombination(tensor.shape(), new double[tensor.data().length])
        .plus(weight, tensor);
  }

  LinearCombination plus(double weight, Tensor tensor) {
    float[] values = tensor.data();
    for (int i = 0; i < sum.length; i++) {
      sum[i] += weight * values[i];
    }
    return this;
  }

  Tensor toTensor() {
    float[] values = new float[sum.length];
    for (int i = 0; i < sum.length; i++) {
      values[i] = (float) sum[i];
    }
    return new Tensor(shape, values);
  }
}
