package afterimage.diffusion.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DiffusionPipelineTest {

  @Test
  void leastStrength_anySteps_leavesAStepAndOneDigitLessDoesNot() {
    for (int steps = 1; steps <= 1000; steps++) {
      double least = DiffusionPipeline.leastStrength(steps);
      assertThat(least).as("%d steps", steps).isBetween(0.0, 1.0);
      assertThat((int) (steps * least)).as("%d steps", steps).isGreaterThanOrEqualTo(1);
      double digit = steps <= 100 ? 0.01 : 0.001;
      assertThat((int) (steps * (least - digit - 1e-9))).as("%d steps", steps).isZero();
    }
  }
}
