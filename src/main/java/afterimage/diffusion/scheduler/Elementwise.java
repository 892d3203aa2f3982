package afterimage.diffusion.scheduler;

import afterimage.tensor.Tensor;

/**
 * Formulas on tensors, value by value in single precision.
 *
 * <p>Java rounds after every operation as torch does, and that matters: at the first level of a
 * zero-SNR schedule, σ = 4096, samples differ from theirs by what one rounding loses.
 */
final class Elementwise {
  private Elementwise() {}

  /** {@code formula} of each value. */
  static Tensor map(Tensor x, OfOne formula) {
    float[] values = new float[x.data().length];
    for (int i = 0; i < values.length; i++) {
      values[i] = formula.apply(x.data()[i]);
    }
    return new Tensor(x.shape(), values);
  }

  /** {@code formula} of the values at the same places of two tensors of one size. */
  static Tensor map(Tensor x, Tensor y, OfTwo formula) {
    float[] values = new float[x.data().length];
    for (int i = 0; i < values.length; i++) {
      values[i] = formula.apply(x.data()[i], y.data()[i]);
    }
    return new Tensor(x.shape(), values);
  }

  /** {@code x + weight * y}; a loop of its own, for a formula's call costs more than the sum. */
  static Tensor plus(Tensor x, float weight, Tensor y) {
    float[] left = x.data();
    float[] right = y.data();
    float[] values = new float[left.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = left[i] + weight * right[i];
    }
    return new Tensor(x.shape(), values);
  }

  /** {@code (x - y) / divisor}. */
  static Tensor differenceOver(Tensor x, Tensor y, float divisor) {
    float[] left = x.data();
    float[] right = y.data();
    float[] values = new float[left.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = (left[i] - right[i]) / divisor;
    }
    return new Tensor(x.shape(), values);
  }

  @FunctionalInterface
  interface OfOne {
    float apply(float x);
  }

  @FunctionalInterface
  interface OfTwo {
    float apply(float x, float y);
  }
}
