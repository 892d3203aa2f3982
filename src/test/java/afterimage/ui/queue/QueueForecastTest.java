package afterimage.ui.queue;

import static org.assertj.core.api.Assertions.assertThat;

import afterimage.engine.RefineListener.Phase;
import afterimage.job.JobState;
import afterimage.message.Problem;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class QueueForecastTest {
  private static final long SECOND = 1_000_000_000;
  private static final QueueForecast.Work SMALL = new QueueForecast.Work("1", "a", 1000, 8);
  private static final QueueForecast.Work LARGE = new QueueForecast.Work("2", "a", 4000, 8);
  private static final QueueForecast.Work LONG = new QueueForecast.Work("3", "a", 1000, 18);
  private static final QueueForecast.Work OTHER = new QueueForecast.Work("4", "b", 1000, 8);
  private static final JobState WAITS = new JobState.Queued();

  private final QueueForecast forecast = new QueueForecast();

  @Test
  void ends_beforeAnythingRan_nobodyKnows() {
    assertThat(forecast.ends(List.of(waiting(SMALL), waiting(LARGE)))).containsOnlyNulls();
  }

  @Test
  void ends_afterOneWasDone_growWithPixelsAndStepsAndAddUp() {
    runs(SMALL, 10);

    assertThat(forecast.ends(List.of(waiting(SMALL), waiting(LARGE), waiting(LONG))))
        .containsExactly(seconds(10), seconds(10 + 40), seconds(10 + 40 + 20));
  }

  @Test
  void ends_whileTheFirstRuns_takeItsStepsForARate() {
    JobState.Running now = new JobState.Running(Phase.DENOISING, 4, 8, seconds(4));
    forecast.running(SMALL, now, 0);

    assertThat(forecast.ends(List.of(new QueueForecast.Item(SMALL, now), waiting(SMALL))))
        .containsExactly(seconds(5), seconds(15));
  }

  @Test
  void ends_loadingTheModel_isNoTimeOfTheItem() {
    forecast.running(SMALL, new JobState.Running(Phase.LOADING_MODEL, 0, 0, null), 0);
    forecast.running(SMALL, new JobState.Running(Phase.ENCODING_PICTURE, 0, 0, null), 100 * SECOND);
    forecast.running(SMALL, new JobState.Running(Phase.DECODING, 8, 8, null), 108 * SECOND);
    forecast.ended(SMALL, 110 * SECOND);

    assertThat(forecast.ends(List.of(waiting(SMALL)))).containsExactly(seconds(10));
  }

  @Test
  void ends_anotherModel_isUnknownAndSoIsWhatFollows() {
    runs(SMALL, 10);

    assertThat(forecast.ends(List.of(waiting(SMALL), waiting(OTHER), waiting(SMALL))))
        .containsExactly(seconds(10), null, null);
  }

  @Test
  void ends_failedItem_takesNoTime() {
    runs(SMALL, 10);
    QueueForecast.Item failed =
        new QueueForecast.Item(LARGE, new JobState.Failed(new Problem("it", "do")));

    assertThat(forecast.ends(List.of(failed, waiting(SMALL)))).containsExactly(null, seconds(10));
  }

  @Test
  void ended_cancelledInTheMiddle_teachesNothing() {
    forecast.running(SMALL, new JobState.Running(Phase.ENCODING_PICTURE, 0, 0, null), 0);
    forecast.running(SMALL, new JobState.Running(Phase.DENOISING, 0, 8, null), SECOND);
    forecast.ended(SMALL, 2 * SECOND);

    assertThat(forecast.ends(List.of(waiting(SMALL)))).containsOnlyNulls();
  }

  @Test
  void ended_anotherOneLeft_theOneAtWorkGoesOn() {
    forecast.running(SMALL, new JobState.Running(Phase.ENCODING_PROMPT, 0, 0, null), 0);
    forecast.ended(LARGE, 5 * SECOND);
    forecast.running(SMALL, new JobState.Running(Phase.DECODING, 8, 8, null), 9 * SECOND);
    forecast.ended(SMALL, 10 * SECOND);

    assertThat(forecast.ends(List.of(waiting(SMALL)))).containsExactly(seconds(10));
  }

  private void runs(QueueForecast.Work work, long inSeconds) {
    forecast.running(work, new JobState.Running(Phase.ENCODING_PROMPT, 0, 0, null), 0);
    forecast.running(work, new JobState.Running(Phase.DECODING, 8, 8, null), SECOND);
    forecast.ended(work, inSeconds * SECOND);
  }

  private static QueueForecast.Item waiting(QueueForecast.Work work) {
    return new QueueForecast.Item(work, WAITS);
  }

  private static @Nullable Duration seconds(long seconds) {
    return Duration.ofSeconds(seconds);
  }
}
