package afterimage.diffusion.scheduler;

import afterimage.diffusion.noise.NoiseSource;
import afterimage.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * SA-Solver, stochastic Adams: a predictor step with new noise to the next level, and once the
 * network has been asked there, a corrector step with the same noise. The noise comes in the middle
 * of the way only (τ is 1 there and 0 elsewhere).
 *
 * @see <a href="https://arxiv.org/abs/2309.05019">Xue et al. 2023, algorithm 1</a>
 */
final class SaSolverScheduler extends LogSnrScheduler {
  private static final int MAX_PREDICTOR_ORDER = 3;
  private static final int FIRST_NOISY_TIMESTEP = 200;
  private static final int LAST_NOISY_TIMESTEP = 800;

  private final int predictorOrder;
  private final int correctorOrder;
  private final boolean predictsOriginal;
  private final boolean lowerOrderFinal;
  private final SigmaSpacing spacing;

  /** Predictions, the latest first; as many as the orders need. */
  private final List<Tensor> predictions = new ArrayList<>();

  private @Nullable Taken taken;

  SaSolverScheduler(SchedulerConfig config) {
    super(
        config, NoiseSchedule.of(config, NoiseSchedule.Defaults.DDPM).withPositiveTerminalAlpha());
    predictorOrder = order(config, "predictor_order", MAX_PREDICTOR_ORDER);
    correctorOrder = order(config, "corrector_order", MAX_PREDICTOR_ORDER + 1);
    predictsOriginal =
        config.choice("algorithm_type", Algorithm.DATA_PREDICTION) == Algorithm.DATA_PREDICTION;
    lowerOrderFinal = config.flag("lower_order_final", true);
    spacing = SigmaSpacing.of(config);
    Object tau = config.options().get("tau_func");
    if (tau != null) {
      throw config.bad("diffusion.option.tau", "tau_func", tau);
    }
  }

  private static int order(SchedulerConfig config, String key, int most) {
    int order = config.integer(key, 1, 2);
    if (order > most) {
      throw config.bad("diffusion.option.most", key, order, most);
    }
    return order;
  }

  @Override
  SigmaTable table(int steps) {
    return endingOnNoise(steps, spacing, unclippedTimesteps());
  }

  @Override
  public void setBeginIndex(int index) {
    super.setBeginIndex(index);
    predictions.clear();
    taken = null;
  }

  @Override
  public Tensor addNoise(Tensor original, Tensor noise, double timestep) {
    double alphaCumprod = trained.alphaCumprod(timestep);
    return LinearCombination.of(Math.sqrt(alphaCumprod), original)
        .plus(Math.sqrt(1 - alphaCumprod), noise)
        .toTensor();
  }

  @Override
  public Step step(Tensor modelOutput, double timestep, Tensor sample, NoiseSource noise) {
    Tensor original = predictedOriginal(modelOutput, sample);
    predictions.addFirst(predictsOriginal ? original : predictedNoise(modelOutput, sample));
    Tensor corrected = sample;
    Taken before = taken;
    if (before != null) {
      corrected = move(before, position() - 1, nodes(before.correctorOrder));
    }
    int useful = lowerOrderFinal ? remaining() : Integer.MAX_VALUE - 1;
    int known = predictions.size();
    Taken now =
        new Taken(
            corrected,
            noise.normal(sample.shape()),
            timestep >= FIRST_NOISY_TIMESTEP && timestep <= LAST_NOISY_TIMESTEP ? 1 : 0,
            Math.min(correctorOrder, Math.min(useful, known) + 1));
    Tensor next = move(now, position(), nodes(Math.min(predictorOrder, Math.min(useful, known))));
    if (predictions.size() > Math.max(predictorOrder, correctorOrder - 1)) {
      predictions.removeLast();
    }
    taken = now;
    advance();
    return new Step(next, original);
  }

  /** λ at the levels of the latest predictions. */
  private double[] nodes(int order) {
    double[] nodes = new double[order];
    for (int i = 0; i < order; i++) {
      nodes[i] = level(position() - i).lambda();
    }
    return nodes;
  }

  /**
   * Goes from one level to the next.
   *
   * @param start the sample there, and its noise
   * @param base index of the level
   * @param nodes λ of the predictions that count, the latest first
   */
  private Tensor move(Taken start, int base, double[] nodes) {
    Level from = level(base);
    Level to = level(base + 1);
    double h = to.lambda() - from.lambda();
    double variance = start.tau * start.tau;
    double carried =
        predictsOriginal
            ? Math.exp(-variance * h) * to.sigma() / from.sigma()
            : to.alpha() / from.alpha();
    double fresh =
        predictsOriginal
            ? to.sigma() * Math.sqrt(-Math.expm1(-2 * variance * h))
            : start.tau * to.sigma() * Math.sqrt(Math.expm1(2 * h));
    double scale = (1 + variance) * (predictsOriginal ? to.alpha() : -to.sigma());
    LinearCombination next = LinearCombination.of(carried, start.sample).plus(fresh, start.noise);
    double[] weights = weights(nodes, from.lambda(), h, predictsOriginal ? 1 + variance : -1);
    for (int i = 0; i < weights.length; i++) {
      next.plus(scale * weights[i], predictions.get(i));
    }
    return next.toTensor();
  }

  /**
   * The integrals over a step, weighted by {@code exp(rate (v - h))} at a distance of v from its
   * start, of the Lagrange polynomials through the nodes.
   */
  private double[] weights(double[] nodes, double start, double h, double rate) {
    double[] distances = new double[nodes.length];
    for (int i = 0; i < nodes.length; i++) {
      distances[i] = nodes[i] - start;
    }
    double[] moments = moments(nodes.length, h, rate);
    if (nodes.length == 2 && predictsOriginal) {
      moments[1] = h * h / 2; // The authors' variant of order two, as without the weight.
    }
    double[] weights = new double[nodes.length];
    for (int i = 0; i < nodes.length; i++) {
      double[] polynomial = Lagrange.basis(distances, i);
      for (int power = 0; power < moments.length; power++) {
        weights[i] += polynomial[power] * moments[power];
      }
    }
    return weights;
  }

  /** ∫₀ʰ exp(rate (v - h)) vⁿ dv for each n, by parts. */
  private static double[] moments(int count, double h, double rate) {
    double[] moments = new double[count];
    moments[0] = -Math.expm1(-rate * h) / rate;
    for (int n = 1; n < count; n++) {
      moments[n] = (Math.pow(h, n) - n * moments[n - 1]) / rate;
    }
    return moments;
  }

  /**
   * A step as it was taken, to be done again once the network has been asked at its end.
   *
   * @param sample where it started
   * @param noise new noise of unit variance
   * @param tau how much of it counts
   * @param correctorOrder of the step that is to be done again
   */
  private record Taken(Tensor sample, Tensor noise, double tau, int correctorOrder) {}

  private enum Algorithm {
    DATA_PREDICTION,
    NOISE_PREDICTION;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
