package afterimage.ui.trials;

import static org.assertj.core.api.Assertions.assertThat;

import afterimage.engine.RefineSettings;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SeriesTest {
  private static final RefineSettings NOW =
      new RefineSettings("warm", "", 0.5, 8, 1, 6, 2.5, 42, null);

  @Test
  void strengths_shortSchedule_isLongEnoughForTheWeakest() {
    List<RefineSettings> tried = Series.STRENGTHS.of(NOW, 0, new Random(1));

    assertThat(tried)
        .extracting(RefineSettings::strength)
        .containsExactly(0.1, 0.2, 0.3, 0.45, 0.6);
    assertThat(tried).extracting(RefineSettings::stepsRun).containsExactly(1, 2, 3, 4, 6);
    assertThat(tried).allMatch(settings -> settings.seed() == 42);
  }

  @Test
  void seeds_several_beginWithTheOwnAndDiffer() {
    List<RefineSettings> tried = Series.SEEDS.of(NOW, 9, new Random(1));

    assertThat(tried.getFirst()).isEqualTo(NOW);
    assertThat(tried).extracting(RefineSettings::seed).doesNotHaveDuplicates().hasSize(9);
  }
}
