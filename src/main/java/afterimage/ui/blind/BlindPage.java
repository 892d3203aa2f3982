package afterimage.ui.blind;

import afterimage.ui.canvas.CompareMode;
import afterimage.ui.canvas.CompareView;
import afterimage.ui.canvas.Comparison;
import afterimage.ui.canvas.MipPyramid;
import afterimage.ui.page.Pages;
import afterimage.ui.text.Texts;
import atlantafx.base.theme.Styles;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;

/** Two pictures side by side, without a word on which is which. */
final class BlindPage extends BorderPane {
  private final CompareView view;
  private final Label progress = new Label();
  private final HBox votes = new HBox();

  /** What the page's buttons and keys do. */
  record Actions(Consumer<Ballot.Verdict> vote, Runnable results) {}

  BlindPage(Executor tiles, Actions actions) {
    getStyleClass().addAll("blind-page", Pages.WHOLE);
    setId("blind-page");
    view = new CompareView(new CompareView.Names("A", "B", ""), tiles);
    view.setId("blind-view");
    view.modeProperty().set(CompareMode.SIDE_BY_SIDE);
    view.failureProperty()
        .subscribe(
            why -> {
              if (why != null) { // Nobody votes on what cannot be seen.
                votes.setDisable(true);
                progress.setText(Texts.of("canvas.undrawable"));
              }
            });
    Label title = new Label(Texts.of("blind.question"));
    title.getStyleClass().add(Styles.TITLE_3);
    progress.setId("blind-progress");
    progress.getStyleClass().add("field-value");
    Button results = new Button(Texts.of("blind.toResults"));
    results.setId("blind-to-results");
    results.setOnAction(_ -> actions.results.run());
    Region gap = new Region();
    HBox.setHgrow(gap, Priority.ALWAYS);
    HBox head = new HBox(title, gap, progress, results);
    head.getStyleClass().add("blind-head");
    votes.getStyleClass().add("blind-votes");
    votes.setAlignment(Pos.CENTER);
    votes
        .getChildren()
        .addAll(
            button("blind-left", "blind.left", Ballot.Verdict.LEFT, actions),
            button("blind-tie", "blind.tie", Ballot.Verdict.TIE, actions),
            button("blind-right", "blind.right", Ballot.Verdict.RIGHT, actions));
    setTop(head);
    setCenter(view);
    setBottom(votes);
    addEventFilter(KeyEvent.KEY_PRESSED, event -> pressed(event, actions));
  }

  /** Shows a pair; null while it is being read. */
  void show(MipPyramid left, MipPyramid right, int number, int count) {
    view.show(Comparison.of(left, right));
    view.zoom().fit();
    progress.setText(Texts.of("blind.progress", number, count));
    votes.setDisable(false);
  }

  /** Takes no vote until the next pair is there. */
  void await() {
    votes.setDisable(true);
  }

  private void pressed(KeyEvent event, Actions actions) {
    Ballot.Verdict verdict =
        event.getCode() == KeyCode.LEFT
            ? Ballot.Verdict.LEFT
            : event.getCode() == KeyCode.RIGHT
                ? Ballot.Verdict.RIGHT
                : event.getCode() == KeyCode.DOWN ? Ballot.Verdict.TIE : null;
    if (verdict != null) {
      event.consume();
      if (!votes.isDisabled()) {
        actions.vote.accept(verdict);
      }
    }
  }

  private static Button button(String id, String key, Ballot.Verdict verdict, Actions actions) {
    Button button = new Button(Texts.of(key));
    button.setId(id);
    button.getStyleClass().add(Styles.LARGE);
    button.setOnAction(_ -> actions.vote.accept(verdict));
    return button;
  }
}
