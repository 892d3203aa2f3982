package afterimage.diffusion.scheduler;

import afterimage.diffusion.noise.NoiseSource;
import afterimage.diffusion.scheduler.DpmAlgorithm.Weights;
import afterimage.diffusion.scheduler.LogSnrScheduler.Level;
import afterimage.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;

/**
 * The multistep method of DPM-Solver and DPM-Solver++, whatever a sample's scale: derivatives come
 * from the predictions of up to two steps before. Remembers the predictions of one run.
 *
 * @see <a href="https://arxiv.org/abs/2211.01095">Lu et al. 2022, algorithm 2</a>
 */
final class DpmMultistep {
  /** Runs of fewer steps are more stable if the last ones are of lower order. */
  private static final int FEW_STEPS = 15;

  private final DpmAlgorithm algorithm;
  private final DpmAlgorithm.Variant variant;
  private final int solverOrder;
  private final FinalSigma last;
  private final boolean lowerOrderFinal;
  private final boolean eulerAtFinal;
  private final IntFunction<Level> levels;

  /** Predictions, the latest first; as many as the order needs. */
  private final List<Tensor> predictions = new ArrayList<>();

  /**
   * @param last on which level runs end
   * @param levels of the run at work, by position
   */
  DpmMultistep(SchedulerConfig config, FinalSigma last, IntFunction<Level> levels) {
    this.last = last;
    this.levels = levels;
    algorithm = DpmAlgorithm.of(config, last);
    variant = DpmAlgorithm.Variant.of(config);
    solverOrder = config.integer("solver_order", 1, 2);
    if (solverOrder > (algorithm == DpmAlgorithm.SDE_DPMSOLVER ? 2 : 3)) {
      throw config.bad("diffusion.option.order", "solver_order", solverOrder);
    }
    lowerOrderFinal = config.flag("lower_order_final", true);
    eulerAtFinal = config.flag("euler_at_final", false);
  }

  /** Whether it takes predicted pictures, not predicted noise. */
  boolean predictsOriginal() {
    return algorithm.predictsOriginal();
  }

  /** Forgets the run before. */
  void reset() {
    predictions.clear();
  }

  /**
   * The sample one level further.
   *
   * @param prediction of the picture or the noise, as {@link #predictsOriginal} says
   * @param position of the step
   * @param count of all steps of the run
   * @param noise drawn from by the stochastic equations
   */
  Tensor step(Tensor prediction, Tensor sample, int position, int count, NoiseSource noise) {
    predictions.addFirst(prediction);
    int order = order(count - position, count);
    Weights weights = algorithm.weights(levels.apply(position), levels.apply(position + 1));
    LinearCombination next =
        LinearCombination.of(weights.sample(), sample).plus(weights.d0(), prediction);
    switch (order) {
      case 1 -> {}
      case 2 -> next.plus(variant.d1(weights), slope(position, 0));
      default -> addSecondDerivative(next, weights, position);
    }
    if (algorithm.stochastic()) {
      next.plus(weights.noise(), noise.normal(sample.shape()));
    }
    if (predictions.size() == solverOrder) {
      predictions.removeLast();
    }
    return next.toTensor();
  }

  private int order(int remaining, int count) {
    boolean few = lowerOrderFinal && count < FEW_STEPS;
    if (remaining == 1 && (few || eulerAtFinal || last == FinalSigma.ZERO)) {
      return 1;
    }
    return Math.min(predictions.size(), remaining == 2 && few ? 2 : solverOrder);
  }

  /** The predictions' slope between two steps before the present one, over the coming step. */
  private Tensor slope(int position, int before) {
    double weight = step(position, 0) / step(position, before + 1);
    return LinearCombination.of(weight, predictions.get(before))
        .plus(-weight, predictions.get(before + 1))
        .toTensor();
  }

  /** The change of λ in the coming step (0) or in one before it. */
  private double step(int position, int before) {
    int start = position - before;
    return levels.apply(start + 1).lambda() - levels.apply(start).lambda();
  }

  private void addSecondDerivative(LinearCombination next, Weights weights, int position) {
    double r0 = step(position, 1) / step(position, 0);
    double r1 = step(position, 2) / step(position, 0);
    Tensor nearer = slope(position, 0);
    Tensor change = LinearCombination.of(1, nearer).plus(-1, slope(position, 1)).toTensor();
    next.plus(weights.d1(), nearer)
        .plus(weights.d1() * r0 / (r0 + r1), change)
        .plus(weights.d2() / (r0 + r1), change);
  }
}
