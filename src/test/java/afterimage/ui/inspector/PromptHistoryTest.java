package afterimage.ui.inspector;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PromptHistoryTest {
  private final List<List<String>> told = new ArrayList<>();
  private final PromptHistory history = new PromptHistory(List.of("b", "a"), told::add);

  @Test
  void add_newAgainAndBlank_movesToTheFrontAndTellsOnce() {
    history.add("a");
    history.add("a");
    history.add(" ");

    assertThat(told).containsExactly(List.of("a", "b"));
  }

  @Test
  void older_toTheEnd_staysThereAndNewerComesBackToTheDraft() {
    assertThat(history.older("draft")).hasValue("b");
    assertThat(history.older("b")).hasValue("a");
    assertThat(history.older("a")).isEmpty();
    assertThat(history.newer()).hasValue("b");
    assertThat(history.newer()).hasValue("draft");
    assertThat(history.newer()).isEmpty();
  }

  @Test
  void older_whileTheLatestIsShown_goesBeyondIt() {
    assertThat(history.older("b")).hasValue("a");
  }
}
