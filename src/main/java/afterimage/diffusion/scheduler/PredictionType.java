package afterimage.diffusion.scheduler;

import afterimage.tensor.Tensor;
import java.util.Locale;

/**
 * What the network predicts of a sample {@code x = α·x₀ + σ·ε}, with α² + σ² = 1.
 *
 * <p>Methods take α and σ of the sample's noise level and return what can be concluded.
 */
enum PredictionType {
  /** The noise ε (Ho et al. 2020). */
  EPSILON {
    @Override
    Tensor original(Tensor output, Tensor sample, double alpha, double sigma) {
      return LinearCombination.of(1 / alpha, sample).plus(-sigma / alpha, output).toTensor();
    }

    @Override
    Tensor noise(Tensor output, Tensor sample, double alpha, double sigma) {
      return output;
    }
  },

  /** The velocity v = α·ε - σ·x₀ (Salimans and Ho 2022). */
  V_PREDICTION {
    @Override
    Tensor original(Tensor output, Tensor sample, double alpha, double sigma) {
      return LinearCombination.of(alpha, sample).plus(-sigma, output).toTensor();
    }

    @Override
    Tensor noise(Tensor output, Tensor sample, double alpha, double sigma) {
      return LinearCombination.of(alpha, output).plus(sigma, sample).toTensor();
    }
  },

  /** The clean picture x₀ itself. */
  SAMPLE {
    @Override
    Tensor original(Tensor output, Tensor sample, double alpha, double sigma) {
      return output;
    }

    @Override
    Tensor noise(Tensor output, Tensor sample, double alpha, double sigma) {
      return LinearCombination.of(1 / sigma, sample).plus(-alpha / sigma, output).toTensor();
    }
  };

  /** The clean picture x₀. */
  abstract Tensor original(Tensor output, Tensor sample, double alpha, double sigma);

  /** The noise ε. */
  abstract Tensor noise(Tensor output, Tensor sample, double alpha, double sigma);

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
