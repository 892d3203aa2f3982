package afterimage.engine;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RefineSettingsTest {

  @Test
  void minStrength_anySteps_leavesAStepAndOneDigitLessDoesNot() {
    for (int steps = 1; steps <= 1000; steps++) {
      double least = RefineSettings.minStrength(steps);
      assertThat(least).as("%d steps", steps).isBetween(0.0, 1.0);
      assertThat((int) (steps * least)).as("%d steps", steps).isGreaterThanOrEqualTo(1);
      double digit = steps <= 100 ? 0.01 : 0.001;
      assertThat((int) (steps * (least - digit - 1e-9))).as("%d steps", steps).isZero();
    }
  }

  @Test
  void ofPicture_afterTheLargestSeed_beginsAgainAtZero() {
    RefineSettings settings =
        new RefineSettings("", "", 0.5, 4, 1, 6, 2.5, RefineSettings.MAX_SEED - 1, null);

    assertThat(settings.ofPicture(0)).isEqualTo(settings);
    assertThat(settings.ofPicture(1).seed()).isEqualTo(RefineSettings.MAX_SEED);
    assertThat(settings.ofPicture(2).seed()).isZero();
  }
}
