package afterimage.diffusion.scheduler;

import afterimage.diffusion.noise.NoiseSource;
import afterimage.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;

/**
 * DEIS in log ρ: the predicted noise is a polynomial in the logarithm of the noise level ρ = σ / α,
 * through the predictions of up to two steps before, and is integrated exactly over ρ.
 *
 * @see <a href="https://arxiv.org/abs/2204.13902">Zhang and Chen 2022, ρAB-DEIS</a>
 */
final class DeisScheduler extends LogSnrScheduler {
  /** Runs of fewer steps are more stable if the last ones are of lower order. */
  private static final int FEW_STEPS = 15;

  private final int solverOrder;
  private final boolean lowerOrderFinal;
  private final SigmaSpacing spacing;

  /** Predictions of noise, the latest first; as many as the order needs. */
  private final List<Tensor> predictions = new ArrayList<>();

  DeisScheduler(SchedulerConfig config) {
    super(
        config, NoiseSchedule.of(config, NoiseSchedule.Defaults.DDPM).withPositiveTerminalAlpha());
    solverOrder = config.integer("solver_order", 1, 2);
    if (solverOrder > 3) {
      throw config.bad("diffusion.option.order", "solver_order", solverOrder);
    }
    lowerOrderFinal = config.flag("lower_order_final", true);
    spacing = SigmaSpacing.of(config);
  }

  @Override
  SigmaTable table(int steps) {
    return endingOnNoise(steps, spacing, trainTimesteps());
  }

  @Override
  public void setBeginIndex(int index) {
    super.setBeginIndex(index);
    predictions.clear();
  }

  @Override
  public Step step(Tensor modelOutput, double timestep, Tensor sample, NoiseSource noise) {
    Tensor original = predictedOriginal(modelOutput, sample);
    predictions.addFirst(predictedNoise(modelOutput, sample));
    Level from = level(position());
    Level to = level(position() + 1);
    LinearCombination next = LinearCombination.of(to.alpha() / from.alpha(), sample);
    double[] weights = weights(usefulOrder());
    for (int i = 0; i < weights.length; i++) {
      next.plus(to.alpha() * weights[i], predictions.get(i));
    }
    if (predictions.size() == solverOrder) {
      predictions.removeLast();
    }
    advance();
    return new Step(next.toTensor(), original);
  }

  private int usefulOrder() {
    int useful =
        lowerOrderFinal && count() < FEW_STEPS ? Math.min(solverOrder, remaining()) : solverOrder;
    return Math.min(useful, predictions.size());
  }

  /**
   * The integrals, over ρ of the coming step, of the Lagrange polynomials in ln ρ that are 1 at one
   * of the latest {@code order} levels and 0 at the others.
   */
  private double[] weights(int order) {
    double[] logs = new double[order];
    for (int i = 0; i < order; i++) {
      logs[i] = -level(position() - i).lambda();
    }
    double[] weights = new double[order];
    for (int i = 0; i < order; i++) {
      double[] polynomial = Lagrange.basis(logs, i);
      for (int power = 0; power < order; power++) {
        weights[i] +=
            polynomial[power] * (integral(power, position() + 1) - integral(power, position()));
      }
    }
    return weights;
  }

  /** ∫ (ln ρ)ⁿ dρ = ρ (ln ρ)ⁿ - n ∫ (ln ρ)ⁿ⁻¹ dρ, up to the level at an index. */
  private double integral(int power, int index) {
    double log = -level(index).lambda();
    double rho = Math.exp(log);
    double integral = rho;
    for (int n = 1; n <= power; n++) {
      integral = rho * Math.pow(log, n) - n * integral;
    }
    return integral;
  }
}
