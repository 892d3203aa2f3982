package afterimage.ui.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class HistoryTest {
  private final List<String> log = new ArrayList<>();
  private final History history = new History();

  @Test
  void perform_changeUnderWay_isRecordedBefore() {
    boolean[] dragging = {true};
    history.settleFirst(
        () -> {
          if (dragging[0]) {
            dragging[0] = false;
            history.record(new History.Edit(() -> log.add("drag-"), () -> log.add("drag+")));
          }
        });

    perform("delete");
    history.undo();
    history.undo();

    assertThat(log).containsExactly("delete+", "delete-", "drag-");
  }

  @Test
  void undo_oneOfSeveral_leavesTheOthers() {
    History.Edit first = perform("first");
    perform("second");

    history.undo(first);
    history.undo(first);
    assertThat(log).containsExactly("first+", "second+", "first-");

    history.undo();
    history.undo();
    assertThat(log).endsWith("first-", "second-");
    assertThat(history.canUndoProperty().get()).isFalse();
  }

  @Test
  void redo_afterAChangeUnderWay_findsNothing() {
    perform("first");
    history.undo();
    history.settleFirst(
        () -> history.record(new History.Edit(() -> log.add("drag-"), () -> log.add("drag+"))));

    history.redo();

    assertThat(log).containsExactly("first+", "first-");
  }

  private History.Edit perform(String name) {
    return history.perform(() -> log.add(name + "+"), () -> log.add(name + "-"));
  }
}
