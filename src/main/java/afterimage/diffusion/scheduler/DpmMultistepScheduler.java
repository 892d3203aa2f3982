package afterimage.diffusion.scheduler;

import afterimage.diffusion.noise.NoiseSource;
import afterimage.diffusion.scheduler.DpmAlgorithm.Weights;
import afterimage.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;

/**
 * DPM-Solver and DPM-Solver++, multistep: derivatives come from the predictions of up to two steps
 * before. Order 2 of DPM-Solver++ is known as "DPM++ 2M", with new noise as "DPM++ 2M SDE".
 *
 * @see <a href="https://arxiv.org/abs/2211.01095">Lu et al. 2022, algorithm 2</a>
 */
final class DpmMultistepScheduler extends LogSnrScheduler {
  /** Runs of fewer steps are more stable if the last ones are of lower order. */
  private static final int FEW_STEPS = 15;

  private final DpmAlgorithm algorithm;
  private final DpmAlgorithm.Variant variant;
  private final int solverOrder;
  private final SigmaSpacing spacing;
  private final boolean luLambdas;
  private final FinalSigma last;
  private final boolean lowerOrderFinal;
  private final boolean eulerAtFinal;

  /** Predictions, the latest first; as many as the order needs. */
  private final List<Tensor> predictions = new ArrayList<>();

  DpmMultistepScheduler(SchedulerConfig config) {
    super(
        config, NoiseSchedule.of(config, NoiseSchedule.Defaults.DDPM).withPositiveTerminalAlpha());
    last = config.choice("final_sigmas_type", FinalSigma.ZERO);
    algorithm = DpmAlgorithm.of(config, last);
    variant = DpmAlgorithm.Variant.of(config);
    solverOrder = config.integer("solver_order", 1, 2);
    if (solverOrder > (algorithm == DpmAlgorithm.SDE_DPMSOLVER ? 2 : 3)) {
      throw config.bad("diffusion.option.order", "solver_order", solverOrder);
    }
    spacing = SigmaSpacing.of(config);
    luLambdas = config.flag("use_lu_lambdas", false);
    lowerOrderFinal = config.flag("lower_order_final", true);
    eulerAtFinal = config.flag("euler_at_final", false);
  }

  @Override
  SigmaTable table(int steps) {
    return levels(steps).endingAt(last.of(curve));
  }

  private SigmaTable levels(int steps) {
    boolean cosine =
        config.choice("beta_schedule", BetaSchedule.LINEAR) == BetaSchedule.SQUAREDCOS_CAP_V2;
    if (spacing == SigmaSpacing.KARRAS) {
      return overTrainedRange(steps, spacing, !cosine);
    }
    if (luLambdas) {
      // Even steps of λ are even steps of the logarithm of σ.
      return overTrainedRange(steps, SigmaSpacing.EXPONENTIAL, !cosine);
    }
    if (spacing != SigmaSpacing.BY_TIMESTEP) {
      return overTrainedRange(steps, spacing, false);
    }
    double[] timesteps =
        config
            .choice("timestep_spacing", TimestepSpacing.LINSPACE)
            .descendingAboveZero(
                trainTimesteps(),
                unclippedTimesteps(),
                steps,
                config.integer("steps_offset", 0, 0));
    return new SigmaTable(timesteps, curve.sigmasAt(timesteps));
  }

  @Override
  public void setBeginIndex(int index) {
    super.setBeginIndex(index);
    predictions.clear();
  }

  @Override
  public Step step(Tensor modelOutput, double timestep, Tensor sample, NoiseSource noise) {
    Tensor original = predictedOriginal(modelOutput, sample);
    predictions.addFirst(
        algorithm.predictsOriginal() ? original : predictedNoise(modelOutput, sample));
    int order = order(predictions.size());
    Weights weights = algorithm.weights(level(position()), level(position() + 1));
    LinearCombination next =
        LinearCombination.of(weights.sample(), sample).plus(weights.d0(), predictions.getFirst());
    switch (order) {
      case 1 -> {}
      case 2 -> next.plus(variant.d1(weights), slope(0));
      default -> addSecondDerivative(next, weights);
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

  private int order(int known) {
    boolean few = lowerOrderFinal && count() < FEW_STEPS;
    if (remaining() == 1 && (few || eulerAtFinal || last == FinalSigma.ZERO)) {
      return 1;
    }
    return Math.min(known, remaining() == 2 && few ? 2 : solverOrder);
  }

  /** The predictions' slope between two steps before the present one, over the coming step. */
  private Tensor slope(int before) {
    double weight = step(0) / step(before + 1);
    return LinearCombination.of(weight, predictions.get(before))
        .plus(-weight, predictions.get(before + 1))
        .toTensor();
  }

  /** The change of λ in the coming step (0) or in one before it. */
  private double step(int before) {
    int start = position() - before;
    return level(start + 1).lambda() - level(start).lambda();
  }

  private void addSecondDerivative(LinearCombination next, Weights weights) {
    double r0 = step(1) / step(0);
    double r1 = step(2) / step(0);
    Tensor nearer = slope(0);
    Tensor change = LinearCombination.of(1, nearer).plus(-1, slope(1)).toTensor();
    next.plus(weights.d1(), nearer)
        .plus(weights.d1() * r0 / (r0 + r1), change)
        .plus(weights.d2() / (r0 + r1), change);
  }
}
