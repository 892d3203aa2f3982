package afterimage.ui.canvas;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class GainsTest {
  private final Gains gains = new Gains();

  @Test
  void raise_oneMode_leavesTheOtherAlone() {
    double heat = gains.of(CompareMode.HEAT_MAP);
    double difference = gains.of(CompareMode.DIFFERENCE);
    gains.raise(CompareMode.DIFFERENCE);

    assertThat(gains.of(CompareMode.DIFFERENCE)).isEqualTo(2 * difference);
    assertThat(gains.of(CompareMode.HEAT_MAP)).isEqualTo(heat).isLessThan(difference);
  }

  @Test
  void raiseAndLower_manyTimes_stopAtTheLimits() {
    for (int i = 0; i < 20; i++) {
      gains.raise(CompareMode.HEAT_MAP);
    }
    assertThat(gains.isMax(CompareMode.HEAT_MAP)).isTrue();
    double most = gains.of(CompareMode.HEAT_MAP);
    for (int i = 0; i < 20; i++) {
      gains.lower(CompareMode.HEAT_MAP);
    }
    assertThat(gains.isMin(CompareMode.HEAT_MAP)).isTrue();
    assertThat(gains.of(CompareMode.HEAT_MAP)).isPositive().isLessThan(1).isLessThan(most);
  }

  @Test
  void raise_modeWithoutGain_changesNothing() {
    List<String> told = new ArrayList<>();
    gains.subscribe(() -> told.add("changed"));
    for (CompareMode mode : CompareMode.values()) {
      if (!mode.isMadeOfBoth()) {
        gains.raise(mode);
      }
    }
    assertThat(told).isEmpty();
  }

  @Test
  void set_whatAFileShouldNotSay_isMendedOrLeftAlone() {
    gains.set(CompareMode.HEAT_MAP, 2);
    gains.set(CompareMode.HEAT_MAP, 0);
    gains.set(CompareMode.HEAT_MAP, Double.NaN);
    assertThat(gains.of(CompareMode.HEAT_MAP)).isEqualTo(2);

    gains.set(CompareMode.HEAT_MAP, 1e9);
    assertThat(gains.isMax(CompareMode.HEAT_MAP)).isTrue();
  }
}
