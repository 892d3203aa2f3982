package afterimage.diffusion.scheduler;

import static java.lang.Math.exp;
import static java.lang.Math.expm1;
import static java.lang.Math.sqrt;

import afterimage.diffusion.scheduler.LogSnrScheduler.Level;
import java.util.Locale;

/**
 * The four equations that DPM-Solver's family solves exactly but for the network's part, which is
 * developed into a Taylor series D₀ + D₁ + D₂ in λ over a step of h.
 *
 * @see <a href="https://arxiv.org/abs/2206.00927">Lu et al. 2022, DPM-Solver</a>
 * @see <a href="https://arxiv.org/abs/2211.01095">Lu et al. 2022, DPM-Solver++</a>
 */
enum DpmAlgorithm {
  /** The differential equation in terms of the predicted picture. */
  DPMSOLVER_PLUS("dpmsolver++", true, false) {
    @Override
    Weights weights(Level from, Level to) {
      double h = to.lambda() - from.lambda();
      double decay = expm1(-h);
      return new Weights(
          to.sigma() / from.sigma(),
          -to.alpha() * decay,
          -0.5 * to.alpha() * decay,
          to.alpha() * (decay / h + 1),
          -to.alpha() * ((decay + h) / (h * h) - 0.5),
          0);
    }
  },

  /** The stochastic equation in terms of the predicted picture. */
  SDE_DPMSOLVER_PLUS("sde-dpmsolver++", true, true) {
    @Override
    Weights weights(Level from, Level to) {
      double h = to.lambda() - from.lambda();
      double decay = -expm1(-2 * h);
      return new Weights(
          to.sigma() / from.sigma() * exp(-h),
          to.alpha() * decay,
          0.5 * to.alpha() * decay,
          to.alpha() * (decay / (-2 * h) + 1),
          to.alpha() * ((decay - 2 * h) / (4 * h * h) - 0.5),
          to.sigma() * sqrt(decay));
    }
  },

  /** The differential equation in terms of the predicted noise. */
  DPMSOLVER("dpmsolver", false, false) {
    @Override
    Weights weights(Level from, Level to) {
      double h = to.lambda() - from.lambda();
      double growth = expm1(h);
      return new Weights(
          to.alpha() / from.alpha(),
          -to.sigma() * growth,
          -0.5 * to.sigma() * growth,
          -to.sigma() * (growth / h - 1),
          -to.sigma() * ((growth - h) / (h * h) - 0.5),
          0);
    }
  },

  /** The stochastic equation in terms of the predicted noise; of order one and two. */
  SDE_DPMSOLVER("sde-dpmsolver", false, true) {
    @Override
    Weights weights(Level from, Level to) {
      double h = to.lambda() - from.lambda();
      double growth = expm1(h);
      return new Weights(
          to.alpha() / from.alpha(),
          -2 * to.sigma() * growth,
          -to.sigma() * growth,
          -2 * to.sigma() * (growth / h - 1),
          Double.NaN,
          to.sigma() * sqrt(expm1(2 * h)));
    }
  };

  private final String name;
  private final boolean predictsOriginal;
  private final boolean stochastic;

  DpmAlgorithm(String name, boolean predictsOriginal, boolean stochastic) {
    this.name = name;
    this.predictsOriginal = predictsOriginal;
    this.stochastic = stochastic;
  }

  /** The algorithm of a configuration, checked against what it is combined with. */
  static DpmAlgorithm of(SchedulerConfig config, FinalSigma last) {
    SchedulerConfig known =
        "deis".equals(config.options().get("algorithm_type"))
            ? config.with("algorithm_type", null)
            : config;
    DpmAlgorithm algorithm = known.choice("algorithm_type", DPMSOLVER_PLUS);
    if (!algorithm.predictsOriginal && last == FinalSigma.ZERO) {
      throw config.bad("diffusion.option.sigmaMin", "final_sigmas_type", last, algorithm);
    }
    Object variance = config.options().getOrDefault("variance_type", "");
    if (variance.toString().startsWith("learned")) {
      throw config.bad("diffusion.option.variance", "variance_type", variance);
    }
    return algorithm;
  }

  /** Whether the series is of predicted pictures, not of predicted noise. */
  boolean predictsOriginal() {
    return predictsOriginal;
  }

  boolean stochastic() {
    return stochastic;
  }

  /** The weights of a step between two levels. */
  abstract Weights weights(Level from, Level to);

  @Override
  public String toString() {
    return name;
  }

  /**
   * What a step adds up.
   *
   * @param sample weight of the sample before the step
   * @param d0 weight of the prediction
   * @param d1Midpoint weight of its first derivative in a step of order two, midpoint variant
   * @param d1 weight of its first derivative otherwise
   * @param d2 weight of its second derivative
   * @param noise weight of new noise
   */
  record Weights(double sample, double d0, double d1Midpoint, double d1, double d2, double noise) {}

  /** The two variants of second-order steps. */
  enum Variant {
    MIDPOINT,
    HEUN;

    /** The variant of a configuration; names that belong to other solvers mean the midpoint. */
    static Variant of(SchedulerConfig config) {
      Object name = config.options().getOrDefault("solver_type", "midpoint");
      return switch (name.toString()) {
        case "logrho", "bh1", "bh2" -> MIDPOINT;
        default -> config.choice("solver_type", MIDPOINT);
      };
    }

    double d1(Weights weights) {
      return this == MIDPOINT ? weights.d1Midpoint() : weights.d1();
    }

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
