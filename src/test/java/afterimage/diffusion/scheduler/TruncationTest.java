package afterimage.diffusion.scheduler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import afterimage.SeededCases;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TruncationTest {

  @Test
  void of_anyStartAndEnd_stayInTheList() {
    SeededCases.check(
        200,
        values -> {
          int steps = values.between(1, 100);
          double strength = values.between(0.0, 1.0);
          double end = values.between(0.0, 1.0);
          Truncation truncation = Truncation.of(euler(steps), steps, strength, null, end);
          assertThat(truncation.beginIndex()).isBetween(0, steps);
          assertThat(truncation.count()).isBetween(0, steps - truncation.beginIndex());
        });
  }

  @Test
  void of_sharedPoint_splitsTheListInTwo() {
    SeededCases.check(
        200,
        values -> {
          int steps = values.between(1, 100);
          double share = values.between(0.0, 1.0);
          Scheduler scheduler = euler(steps);
          Truncation first = Truncation.denoisingEnd(scheduler, share);
          Truncation second = Truncation.denoisingStart(scheduler, share);
          assertThat(first.count()).isEqualTo(second.beginIndex());
          assertThat(first.count() + second.count()).isEqualTo(steps);
        });
  }

  @Test
  void strength_outOfRange_isRefused() {
    Scheduler scheduler = euler(10);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Truncation.strength(scheduler, 10, 1.5))
        .withMessageContaining("strength is 1.5");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Truncation.strength(scheduler, 10, Double.NaN));
  }

  @Test
  void of_endBeforeStart_isRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Truncation.of(euler(10), 10, 1, 0.8, 0.5))
        .withMessageContaining("0.8");
  }

  private static Scheduler euler(int steps) {
    Scheduler scheduler = Schedulers.create(SchedulerConfig.of("EulerDiscreteScheduler", Map.of()));
    scheduler.setTimesteps(steps);
    return scheduler;
  }
}
