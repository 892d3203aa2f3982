package afterimage.diffusion.scheduler;

import afterimage.diffusion.noise.NoiseSource;
import afterimage.tensor.Tensor;

/**
 * DPM-Solver and DPM-Solver++, multistep, on the training schedule. Order 2 of DPM-Solver++ is
 * known as "DPM++ 2M", with new noise as "DPM++ 2M SDE".
 */
final class DpmMultistepScheduler extends LogSnrScheduler {
  private final DpmMultistep solver;
  private final SigmaSpacing spacing;
  private final boolean luLambdas;
  private final FinalSigma last;

  DpmMultistepScheduler(SchedulerConfig config) {
    super(
        config, NoiseSchedule.of(config, NoiseSchedule.Defaults.DDPM).withPositiveTerminalAlpha());
    last = config.choice("final_sigmas_type", FinalSigma.ZERO);
    solver = new DpmMultistep(config, last, this::level);
    spacing = SigmaSpacing.of(config);
    luLambdas = config.flag("use_lu_lambdas", false);
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
    return spacedByTimestep(steps, unclippedTimesteps());
  }

  @Override
  public void setBeginIndex(int index) {
    super.setBeginIndex(index);
    solver.reset();
  }

  @Override
  public Step step(Tensor modelOutput, double timestep, Tensor sample, NoiseSource noise) {
    Tensor original = predictedOriginal(modelOutput, sample);
    Tensor prediction = solver.predictsOriginal() ? original : predictedNoise(modelOutput, sample);
    Tensor previous = solver.step(prediction, sample, position(), count(), noise);
    advance();
    return new Step(previous, original);
  }
}
