package afterimage.diffusion.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class DiffusionPipelineTest {

  @Property
  void leastStrength_anySteps_leavesAStepAndOneDigitLessDoesNot(
      @ForAll @IntRange(min = 1, max = 1000) int steps) {
    double least = DiffusionPipeline.leastStrength(steps);
    assertThat(least).isBetween(0.0, 1.0);
    assertThat((int) (steps * least)).isGreaterThanOrEqualTo(1);
    double digit = steps <= 100 ? 0.01 : 0.001;
    assertThat((int) (steps * (least - digit - 1e-9))).isZero();
  }
}
