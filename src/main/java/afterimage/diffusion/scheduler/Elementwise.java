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

  @FunctionalInterface
  interface OfOne {
    float apply(float x);
  }

  @FunctionalInterface
  interface OfTwo {
    float apply(float x, float y);
  }
}
