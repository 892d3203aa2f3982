package afterimage.diffusion.scheduler;

import afterimage.diffusion.noise.NoiseSource;
import afterimage.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * UniPC: a predictor step to the next level, and once the network has been asked there, a corrector
 * step that does it again with what was learned.
 *
 * @see <a href="https://arxiv.org/abs/2302.04867">Zhao et al. 2023, algorithms 1 and 2</a>
 */
final class UniPcScheduler extends LogSnrScheduler {
  private final int solverOrder;
  private final Bh solverType;
  private final boolean predictsOriginal;
  private final boolean lowerOrderFinal;
  private final double[] uncorrected;
  private final SigmaSpacing spacing;
  private final FinalSigma last;

  /** Predictions, the latest first; as many as the order needs. */
  private final List<Tensor> predictions = new ArrayList<>();

  private @Nullable Tensor lastSample;
  private int order;

  UniPcScheduler(SchedulerConfig config) {
    super(
        config, NoiseSchedule.of(config, NoiseSchedule.Defaults.DDPM).withPositiveTerminalAlpha());
    solverOrder = config.integer("solver_order", 1, 2);
    solverType = Bh.of(config);
    predictsOriginal = config.flag("predict_x0", true);
    lowerOrderFinal = config.flag("lower_order_final", true);
    double[] disabled = config.numbersOrNull("disable_corrector");
    uncorrected = disabled == null ? new double[0] : disabled;
    spacing = SigmaSpacing.of(config);
    last = config.choice("final_sigmas_type", FinalSigma.ZERO);
    Object predictor = config.options().get("solver_p");
    if (predictor != null) {
      throw config.bad("diffusion.option.predictor", "solver_p", predictor);
    }
  }

  @Override
  SigmaTable table(int steps) {
    if (spacing != SigmaSpacing.BY_TIMESTEP) {
      SigmaTable levels = overTrainedRange(steps, spacing, spacing == SigmaSpacing.KARRAS);
      return levels.endingAt(last == FinalSigma.ZERO ? 0 : levels.sigmas()[steps - 1]);
    }
    return spacedByTimestep(steps, trainTimesteps()).endingAt(last.of(curve));
  }

  @Override
  public void setBeginIndex(int index) {
    super.setBeginIndex(index);
    predictions.clear();
    lastSample = null;
  }

  @Override
  public Step step(Tensor modelOutput, double timestep, Tensor sample, NoiseSource noise) {
    Tensor original = predictedOriginal(modelOutput, sample);
    Tensor prediction = predictsOriginal ? original : predictedNoise(modelOutput, sample);
    Tensor corrected = sample;
    if (lastSample != null && isCorrected(position() - 1)) {
      corrected = update(lastSample, position() - 1, correctorWeights(), prediction);
    }
    if (predictions.size() == solverOrder) {
      predictions.removeLast();
    }
    predictions.addFirst(prediction);
    order = Math.min(usefulOrder(), predictions.size());
    Tensor next = update(corrected, position(), predictorWeights(), null);
    lastSample = corrected;
    advance();
    return new Step(next, original);
  }

  private boolean isCorrected(int step) {
    return Arrays.stream(uncorrected).noneMatch(index -> index == step);
  }

  private int usefulOrder() {
    if (remaining() == 1 && last == FinalSigma.ZERO) {
      return 1;
    }
    return lowerOrderFinal ? Math.min(solverOrder, remaining()) : solverOrder;
  }

  /**
   * A step from one level to the next.
   *
   * @param base the level from which it starts, and to which the latest prediction belongs
   * @param weights of the differences to older predictions, and of that to {@code atEnd}
   * @param atEnd the prediction at the next level, if it is known
   */
  private Tensor update(Tensor sample, int base, double[] weights, @Nullable Tensor atEnd) {
    Level from = level(base);
    Level to = level(base + 1);
    double h = signedStep(base);
    double scale = predictsOriginal ? to.alpha() : to.sigma();
    double carried = predictsOriginal ? to.sigma() / from.sigma() : to.alpha() / from.alpha();
    Tensor latest = predictions.getFirst();
    LinearCombination next =
        LinearCombination.of(carried, sample).plus(-scale * Math.expm1(h), latest);
    double unit = -scale * solverType.of(h);
    for (int i = 1; i < order; i++) {
      double weight = unit * weights[i - 1] / ratio(base, i);
      next.plus(weight, predictions.get(i)).plus(-weight, latest);
    }
    if (atEnd != null) {
      double weight = unit * weights[order - 1];
      next.plus(weight, atEnd).plus(-weight, latest);
    }
    return next.toTensor();
  }

  /** The change of λ in a step, negative where the picture is predicted. */
  private double signedStep(int base) {
    double h = level(base + 1).lambda() - level(base).lambda();
    return predictsOriginal ? -h : h;
  }

  /** How far back an older prediction lies, in steps as long as the one from {@code base}. */
  private double ratio(int base, int older) {
    double lambda = level(base).lambda();
    return (level(base - older).lambda() - lambda) / (level(base + 1).lambda() - lambda);
  }

  private double[] predictorWeights() {
    return switch (order) {
      case 1 -> new double[0];
      case 2 -> new double[] {0.5};
      default -> weights(position(), order - 1);
    };
  }

  private double[] correctorWeights() {
    return order == 1 ? new double[] {0.5} : weights(position() - 1, order);
  }

  /** Solves R ρ = b of the paper's equation 5 for as many unknowns. */
  private double[] weights(int base, int unknowns) {
    double h = signedStep(base);
    double[][] system = new double[unknowns][unknowns + 1];
    double factorial = 1;
    double phi = Math.expm1(h) / h - 1;
    for (int row = 0; row < unknowns; row++) {
      for (int column = 0; column < unknowns; column++) {
        double ratio = column + 1 < order ? ratio(base, column + 1) : 1;
        system[row][column] = Math.pow(ratio, row);
      }
      system[row][unknowns] = phi * factorial / solverType.of(h);
      factorial *= row + 2;
      phi = phi / h - 1 / factorial;
    }
    return LinearSystem.solve(system);
  }

  /** The function B(h) that the paper leaves open. */
  private enum Bh {
    BH1 {
      @Override
      double of(double h) {
        return h;
      }
    },
    BH2 {
      @Override
      double of(double h) {
        return Math.expm1(h);
      }
    };

    /** That of a configuration; names that belong to other solvers mean the second. */
    static Bh of(SchedulerConfig config) {
      Object name = config.options().getOrDefault("solver_type", "bh2");
      return switch (name.toString()) {
        case "midpoint", "heun", "logrho" -> BH2;
        default -> config.choice("solver_type", BH2);
      };
    }

    abstract double of(double h);

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
