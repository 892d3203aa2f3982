package afterimage.diffusion.scheduler;

import afterimage.diffusion.noise.NoiseSource;
import afterimage.message.Messages;
import afterimage.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Pseudo numerical methods: Runge-Kutta's four evaluations a step to begin with, then Adams and
 * Bashforth's linear multistep method. With {@code skip_prk_steps}, as Stable Diffusion has it, the
 * beginning is one step taken twice instead.
 *
 * @see <a href="https://arxiv.org/abs/2202.09778">Liu et al. 2022, equations 11 to 13</a>
 */
final class PndmScheduler extends AlphaScheduler {
  private static final int RUNGE_KUTTA_STEPS = 3;
  private static final int EVALUATIONS = 4;

  private final boolean skipRungeKutta;
  private final double finalAlphaCumprod;

  /** Outputs of the network, the latest last; at most four are kept. */
  private final List<Tensor> outputs = new ArrayList<>();

  private double[] rungeKutta = {};
  private int calls;
  private @Nullable Tensor firstSample;
  private @Nullable LinearCombination mean;

  PndmScheduler(SchedulerConfig config) {
    super(config, NoiseSchedule.of(config, NoiseSchedule.Defaults.DDPM));
    skipRungeKutta = config.flag("skip_prk_steps", false);
    finalAlphaCumprod = finalAlphaCumprod(false);
  }

  @Override
  double[] layOut(int steps) {
    double[] spaced = spacedTimesteps(steps);
    List<Double> timesteps = new ArrayList<>(Arrays.stream(spaced).boxed().toList());
    if (skipRungeKutta) {
      rungeKutta = new double[0];
      if (steps > 1) {
        timesteps.add(1, spaced[1]);
      }
    } else {
      rungeKutta = rungeKutta(spaced, trained.timesteps() / steps / 2);
      List<Double> multistep = timesteps.subList(RUNGE_KUTTA_STEPS, steps);
      timesteps = new ArrayList<>(Arrays.stream(rungeKutta).boxed().toList());
      timesteps.addAll(multistep);
    }
    return timesteps.stream().mapToDouble(Double::doubleValue).toArray();
  }

  /** Each of the first steps at its start, twice halfway, and at its end. */
  private double[] rungeKutta(double[] spaced, int half) {
    if (spaced.length <= RUNGE_KUTTA_STEPS) {
      throw new IllegalArgumentException(Messages.of("diffusion.stepsOfPndm", spaced.length));
    }
    double[] timesteps = new double[RUNGE_KUTTA_STEPS * EVALUATIONS];
    for (int i = 0; i < RUNGE_KUTTA_STEPS; i++) {
      double middle = spaced[i + 1] + half;
      double[] step = {spaced[i], middle, middle, spaced[i + 1]};
      System.arraycopy(step, 0, timesteps, i * EVALUATIONS, EVALUATIONS);
    }
    return timesteps;
  }

  @Override
  public void setBeginIndex(int index) {
    super.setBeginIndex(index);
    outputs.clear();
    calls = 0;
    firstSample = null;
    mean = null;
  }

  @Override
  public Step step(Tensor modelOutput, double timestep, Tensor sample, NoiseSource noise) {
    Tensor original = predictedOriginal(modelOutput, sample, timestep);
    Tensor previous =
        calls < rungeKutta.length
            ? rungeKuttaStep(modelOutput, timestep, sample)
            : multistep(modelOutput, timestep, sample);
    calls++;
    return new Step(previous, original);
  }

  private Tensor rungeKuttaStep(Tensor output, double timestep, Tensor sample) {
    double from = rungeKutta[calls / EVALUATIONS * EVALUATIONS];
    double to = timestep - (calls % 2 == 0 ? stride() / 2 : 0);
    int phase = calls % EVALUATIONS;
    double weight = phase == 0 || phase == EVALUATIONS - 1 ? 1.0 / 6 : 1.0 / 3;
    LinearCombination sum =
        mean == null ? LinearCombination.of(weight, output) : mean.plus(weight, output);
    if (phase == 0) {
      outputs.add(output);
      firstSample = sample;
    }
    boolean complete = phase == EVALUATIONS - 1;
    mean = complete ? null : sum;
    Tensor start = firstSample == null ? sample : firstSample;
    return transfer(start, from, to, complete ? sum.toTensor() : output);
  }

  private Tensor multistep(Tensor output, double timestep, Tensor sample) {
    if (calls == 1 && outputs.size() == 1) {
      // The first step once more, with the mean of the slopes at both its ends.
      Tensor slope = LinearCombination.of(0.5, output).plus(0.5, outputs.getLast()).toTensor();
      Tensor start = firstSample == null ? sample : firstSample;
      firstSample = null;
      return transfer(start, timestep + stride(), timestep, slope);
    }
    outputs.add(output);
    if (outputs.size() > 4) {
      outputs.removeFirst();
    }
    if (calls == 0) {
      firstSample = sample;
    }
    return transfer(sample, timestep, timestep - stride(), adamsBashforth());
  }

  private Tensor adamsBashforth() {
    double[] weights =
        switch (outputs.size()) {
          case 1 -> new double[] {1};
          case 2 -> new double[] {3 / 2.0, -1 / 2.0};
          case 3 -> new double[] {23 / 12.0, -16 / 12.0, 5 / 12.0};
          default -> new double[] {55 / 24.0, -59 / 24.0, 37 / 24.0, -9 / 24.0};
        };
    LinearCombination slope = LinearCombination.of(weights[0], outputs.getLast());
    for (int i = 1; i < weights.length; i++) {
      slope.plus(weights[i], outputs.get(outputs.size() - 1 - i));
    }
    return slope.toTensor();
  }

  /** Equation 11: moves a sample between timesteps along an output of the network. */
  private Tensor transfer(Tensor sample, double from, double to, Tensor output) {
    double alpha = trained.alphaCumprod(from);
    double alphaNext = to >= 0 ? trained.alphaCumprod(to) : finalAlphaCumprod;
    Tensor noise = predictedNoise(output, sample, from);
    double divisor = alpha * Math.sqrt(1 - alphaNext) + Math.sqrt(alpha * (1 - alpha) * alphaNext);
    return LinearCombination.of(Math.sqrt(alphaNext / alpha), sample)
        .plus((alpha - alphaNext) / divisor, noise)
        .toTensor();
  }
}
