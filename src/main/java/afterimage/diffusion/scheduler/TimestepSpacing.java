package afterimage.diffusion.scheduler;

import java.util.Arrays;
import java.util.Locale;

/** Which of the training timesteps a run of fewer steps visits (Lin et al. 2024, table 2). */
enum TimestepSpacing {
  /** Even steps that include the first and the last training timestep; may be fractions. */
  LINSPACE {
    @Override
    double[] descending(int trained, int steps, int offset) {
      double[] timesteps = even(trained, steps);
      for (int i = 0; i < steps; i++) {
        timesteps[i] = (float) timesteps[i];
      }
      return timesteps;
    }

    @Override
    double[] wholeDescending(int trained, int steps, int offset) {
      double[] timesteps = even(trained, steps);
      for (int i = 0; i < steps; i++) {
        timesteps[i] = Math.rint(timesteps[i]);
      }
      return timesteps;
    }
  },

  /** Whole strides from 0 up, then moved by the offset; leaves out the last timesteps. */
  LEADING {
    @Override
    double[] descending(int trained, int steps, int offset) {
      return strides(trained / steps, steps, offset);
    }
  },

  /** Strides from the last timestep down, rounded. */
  TRAILING {
    @Override
    double[] descending(int trained, int steps, int offset) {
      return fromTheTop(trained, (double) trained / steps);
    }
  };

  /**
   * The timesteps of a run, largest first.
   *
   * @param trained number of training timesteps
   * @param steps number of steps, 1 to {@code trained}
   * @param offset {@code steps_offset}, which only {@link #LEADING} uses
   */
  abstract double[] descending(int trained, int steps, int offset);

  /** The same in whole numbers, half rounded to even. */
  double[] wholeDescending(int trained, int steps, int offset) {
    return descending(trained, steps, offset);
  }

  /**
   * The timesteps of a solver whose last step leads to the clean picture: one interval more is laid
   * out and its lower end left away. Whole numbers.
   *
   * @param last number of training timesteps used, at most {@code trained}
   */
  double[] descendingAboveZero(int trained, int last, int steps, int offset) {
    return switch (this) {
      case LINSPACE -> Arrays.copyOf(LINSPACE.wholeDescending(last, steps + 1, offset), steps);
      case LEADING -> Arrays.copyOf(strides(last / (steps + 1), steps + 1, offset), steps);
      case TRAILING -> fromTheTop(last, (double) trained / steps);
    };
  }

  private static double[] even(int trained, int steps) {
    double[] timesteps = new double[steps];
    double stride = steps > 1 ? (trained - 1.0) / (steps - 1) : 0;
    for (int i = 0; i < steps; i++) {
      timesteps[steps - 1 - i] = i * stride;
    }
    if (steps > 1) {
      timesteps[0] = trained - 1.0;
    }
    return timesteps;
  }

  private static double[] strides(int stride, int steps, int offset) {
    double[] timesteps = new double[steps];
    for (int i = 0; i < steps; i++) {
      timesteps[steps - 1 - i] = (double) i * stride + offset;
    }
    return timesteps;
  }

  private static double[] fromTheTop(int trained, double stride) {
    // The count and the differences are those of NumPy's arange, rounding errors included.
    int count = (int) Math.ceil(trained / stride);
    double difference = trained - stride - trained;
    double[] timesteps = new double[count];
    for (int i = 0; i < count; i++) {
      timesteps[i] = Math.rint(trained + i * difference) - 1;
    }
    return timesteps;
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
