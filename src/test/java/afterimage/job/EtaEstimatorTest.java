package afterimage.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class EtaEstimatorTest {
  private final EtaEstimator eta = new EtaEstimator();

  @Test
  void remaining_beforeTheFirstStep_isUnknown() {
    eta.begin(0);
    assertThat(eta.remaining()).isNull();
  }

  @Test
  void remaining_steadySteps_isStepsLeftTimesTheirLength() {
    eta.begin(0);
    for (int step = 1; step <= 4; step++) {
      eta.step(step, 10, seconds(2L * step));
    }
    assertThat(eta.remaining()).isEqualTo(Duration.ofSeconds(12));
  }

  @Test
  void remaining_slowFirstStep_movesItLittle() {
    eta.begin(0);
    eta.step(1, 10, seconds(60));
    eta.step(2, 10, seconds(61));
    eta.step(3, 10, seconds(62));
    assertThat(eta.remaining()).isEqualTo(Duration.ofSeconds(7));
  }

  @Test
  void remaining_paceChanges_followsTheLastSteps() {
    eta.begin(0);
    long now = 0;
    for (int step = 1; step <= 5; step++) {
      now += seconds(1);
      eta.step(step, 20, now);
    }
    for (int step = 6; step <= 10; step++) {
      now += seconds(3);
      eta.step(step, 20, now);
    }
    assertThat(eta.remaining()).isEqualTo(Duration.ofSeconds(30));
  }

  @Test
  void remaining_afterTheLastStep_isZero() {
    eta.begin(0);
    eta.step(3, 3, seconds(1));
    assertThat(eta.remaining()).isEqualTo(Duration.ZERO);
  }

  private static long seconds(long seconds) {
    return Duration.ofSeconds(seconds).toNanos();
  }
}
