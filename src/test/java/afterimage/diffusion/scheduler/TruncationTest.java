package afterimage.diffusion.scheduler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class TruncationTest {

  @Property(tries = 200)
  void of_anyStartAndEnd_stayInTheList(
      @ForAll @IntRange(min = 1, max = 100) int steps,
      @ForAll @DoubleRange(max = 1) double strength,
      @ForAll @DoubleRange(max = 1) double end) {
    Scheduler scheduler = euler(steps);
    Truncation truncation = Truncation.of(scheduler, steps, strength, null, end);
    assertThat(truncation.beginIndex()).isBetween(0, steps);
    assertThat(truncation.count()).isBetween(0, steps - truncation.beginIndex());
  }

  @Property(tries = 200)
  void of_sharedPoint_splitsTheListInTwo(
      @ForAll @IntRange(min = 1, max = 100) int steps, @ForAll @DoubleRange(max = 1) double share) {
    Scheduler scheduler = euler(steps);
    Truncation first = Truncation.denoisingEnd(scheduler, share);
    Truncation second = Truncation.denoisingStart(scheduler, share);
    assertThat(first.count()).isEqualTo(second.beginIndex());
    assertThat(first.count() + second.count()).isEqualTo(steps);
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
