package afterimage.diffusion.scheduler;

import afterimage.diffusion.noise.NoiseSource;
import afterimage.diffusion.scheduler.DpmAlgorithm.Weights;
import afterimage.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * DPM-Solver and DPM-Solver++, singlestep: two or three network calls in a row make one step of
 * order two or three from the same sample. Order 2 of DPM-Solver++ is known as "DPM++ 2S".
 *
 * @see <a href="https://arxiv.org/abs/2211.01095">Lu et al. 2022, algorithm 1</a>
 */
final class DpmSinglestepScheduler extends LogSnrScheduler {
  private final DpmAlgorithm algorithm;
  private final DpmAlgorithm.Variant variant;
  private final int solverOrder;
  private final SigmaSpacing spacing;
  private final FinalSigma last;

  /** The place of each call in its step, from 1. */
  private int[] orders = {};

  /** Predictions of the present step, the latest first. */
  private final List<Tensor> predictions = new ArrayList<>();

  private @Nullable Tensor start;

  DpmSinglestepScheduler(SchedulerConfig config) {
    super(config, NoiseSchedule.of(config, NoiseSchedule.Defaults.DDPM));
    last = config.choice("final_sigmas_type", FinalSigma.ZERO);
    algorithm = DpmAlgorithm.of(config, last);
    if (algorithm == DpmAlgorithm.SDE_DPMSOLVER) {
      throw config.bad("diffusion.option.singlestep", "algorithm_type", algorithm);
    }
    variant = DpmAlgorithm.Variant.of(config);
    solverOrder = config.integer("solver_order", 1, 2);
    if (solverOrder > 3) {
      throw config.bad("diffusion.option.most", "solver_order", solverOrder, 3);
    }
    spacing = SigmaSpacing.of(config);
  }

  @Override
  SigmaTable table(int steps) {
    orders = orders(steps);
    return levels(steps).endingAt(last.of(curve));
  }

  private SigmaTable levels(int steps) {
    if (spacing != SigmaSpacing.BY_TIMESTEP) {
      return overTrainedRange(steps, spacing, spacing == SigmaSpacing.KARRAS);
    }
    double[] timesteps =
        TimestepSpacing.LINSPACE.descendingAboveZero(
            trainTimesteps(), unclippedTimesteps(), steps, 0);
    return new SigmaTable(timesteps, curve.sigmasAt(timesteps));
  }

  /** Whole steps of the solver's order, and what does not fill one at the end in lower orders. */
  private int[] orders(int calls) {
    int[] places = new int[calls];
    for (int i = 0; i < calls; i++) {
      places[i] = i % solverOrder + 1;
    }
    boolean full = calls % solverOrder == 0;
    if (last == FinalSigma.ZERO || (full && config.flag("lower_order_final", false))) {
      places[calls - 1] = 1;
    }
    return places;
  }

  @Override
  public void setBeginIndex(int index) {
    super.setBeginIndex(index);
    predictions.clear();
    start = null;
  }

  @Override
  public Step step(Tensor modelOutput, double timestep, Tensor sample, NoiseSource noise) {
    Tensor original = predictedOriginal(modelOutput, sample);
    predictions.addFirst(
        algorithm.predictsOriginal() ? original : predictedNoise(modelOutput, sample));
    int order = Math.min(orders[position()], predictions.size());
    Tensor from = order == 1 || start == null ? sample : start;
    start = from;
    Weights weights = algorithm.weights(level(position() + 1 - order), level(position() + 1));
    LinearCombination next =
        LinearCombination.of(weights.sample(), from).plus(weights.d0(), predictions.get(order - 1));
    switch (order) {
      case 1 -> {}
      case 2 -> next.plus(variant.d1(weights), slope(0, 1));
      default -> addThirdOrder(next, weights);
    }
    if (algorithm.stochastic()) {
      next.plus(weights.noise(), noise.normal(sample.shape()));
    }
    if (predictions.size() == solverOrder) {
      predictions.removeLast();
    }
    advance();
    return new Step(next.toTensor(), original);
  }

  /**
   * The predictions' slope over the whole step, from its first call to a later one.
   *
   * @param call how many calls before the latest
   * @param first how many calls before the latest the step began
   */
  private Tensor slope(int call, int first) {
    double weight = 1 / ratio(call, first);
    return LinearCombination.of(weight, predictions.get(call))
        .plus(-weight, predictions.get(first))
        .toTensor();
  }

  /** How far through the step, in λ, a call lies. */
  private double ratio(int call, int first) {
    double lambda = level(position() - first).lambda();
    return (level(position() - call).lambda() - lambda) / (level(position() + 1).lambda() - lambda);
  }

  private void addThirdOrder(LinearCombination next, Weights weights) {
    Tensor toLatest = slope(0, 2);
    if (variant == DpmAlgorithm.Variant.MIDPOINT) {
      next.plus(weights.d1(), toLatest);
      return;
    }
    Tensor toMiddle = slope(1, 2);
    double r0 = ratio(0, 2);
    double r1 = ratio(1, 2);
    double spread = r0 - r1;
    next.plus(weights.d1() * r0 / spread, toMiddle)
        .plus(-weights.d1() * r1 / spread, toLatest)
        .plus(weights.d2() * 2 / spread, toLatest)
        .plus(-weights.d2() * 2 / spread, toMiddle);
  }
}
