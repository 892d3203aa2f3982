package afterimage.diffusion.scheduler;

import org.jspecify.annotations.Nullable;

/**
 * How noise levels are laid out between a run's highest and lowest.
 *
 * @see <a href="https://arxiv.org/abs/2206.00364">Karras et al. 2022, equation 5</a>
 * @see <a href="https://arxiv.org/abs/2407.12173">Lee et al. 2024, beta sampling</a>
 */
enum SigmaSpacing {
  /** Wherever the timesteps are. */
  BY_TIMESTEP(null) {
    @Override
    double level(double ramp, double highest, double lowest) {
      throw new IllegalStateException("levels follow from timesteps");
    }
  },

  /** Even steps of the seventh root. */
  KARRAS("use_karras_sigmas") {
    @Override
    double level(double ramp, double highest, double lowest) {
      double rho = 7;
      double high = Math.pow(highest, 1 / rho);
      double low = Math.pow(lowest, 1 / rho);
      return Math.pow(high + ramp * (low - high), rho);
    }
  },

  /** Even steps of the logarithm. */
  EXPONENTIAL("use_exponential_sigmas") {
    @Override
    double level(double ramp, double highest, double lowest) {
      double high = Math.log(highest);
      return Math.exp(high + ramp * (Math.log(lowest) - high));
    }
  },

  /** Quantiles of the beta distribution with both parameters 0.6: dense at both ends. */
  BETA("use_beta_sigmas") {
    @Override
    double level(double ramp, double highest, double lowest) {
      return lowest + BetaDistribution.SYMMETRIC_0_6.quantile(1 - ramp) * (highest - lowest);
    }
  };

  private final @Nullable String flag;

  SigmaSpacing(@Nullable String flag) {
    this.flag = flag;
  }

  /** The spacing that a configuration's flags ask for; two at once are an error. */
  static SigmaSpacing of(SchedulerConfig config) {
    SigmaSpacing chosen = BY_TIMESTEP;
    for (SigmaSpacing spacing : values()) {
      if (spacing.flag != null && config.flag(spacing.flag, false)) {
        if (chosen != BY_TIMESTEP) {
          throw config.bad(
              "diffusion.option.spacing", spacing.flag, true, String.valueOf(chosen.flag));
        }
        chosen = spacing;
      }
    }
    return chosen;
  }

  /** The level at {@code ramp} from 0, the highest, to 1, the lowest. */
  abstract double level(double ramp, double highest, double lowest);

  /** {@code steps} levels from the highest to the lowest. */
  double[] levels(int steps, double highest, double lowest) {
    double[] levels = new double[steps];
    double stride = steps > 1 ? 1.0 / (steps - 1) : 0;
    for (int i = 0; i < steps; i++) {
      levels[i] = level(steps > 1 && i == steps - 1 ? 1 : i * stride, highest, lowest);
    }
    return levels;
  }
}
