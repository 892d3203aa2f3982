package afterimage.ui.notice;

import static org.assertj.core.api.Assertions.assertThat;

import afterimage.message.Problem;
import afterimage.ui.notice.Notices.Kind;
import afterimage.ui.notice.Notices.Notice;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.SimpleBooleanProperty;
import org.junit.jupiter.api.Test;

class NoticesTest {
  private final Notices notices = new Notices();

  @Test
  void tell_moreThanThree_keepsTheLatest() {
    for (int i = 1; i <= 4; i++) {
      notices.tell("news " + i);
    }

    assertThat(notices.shown())
        .extracting(Notice::message)
        .containsExactly("news 2", "news 3", "news 4");
  }

  @Test
  void warn_whatAndRemedy_isAWarningWithBothAndItsAction() {
    notices.warn(new Problem("It broke.", "Fix it."), new Notices.Action("Fix", () -> {}));

    Notice told = notices.shown().getFirst();
    assertThat(told.kind()).isEqualTo(Kind.WARNING);
    assertThat(told.message()).isEqualTo("It broke.\nFix it.");
    assertThat(told.actions()).extracting(Notices.Action::name).containsExactly("Fix");
  }

  @Test
  void tellWhile_noLongerHolds_isTakenAway() {
    BooleanProperty holds = new SimpleBooleanProperty(true);
    notices.tellWhile(holds, "deleted");
    notices.tell("news");
    assertThat(notices.shown()).hasSize(2);

    holds.set(false);

    assertThat(notices.shown()).extracting(Notice::message).containsExactly("news");
  }

  @Test
  void remove_oneOfTwoWithTheSameWords_leavesTheOther() {
    notices.tell("again");
    notices.tell("again");
    Notice second = notices.shown().get(1);

    notices.remove(notices.shown().getFirst());

    assertThat(notices.shown()).containsExactly(second);
  }
}
