package afterimage.ui.queue;

import afterimage.job.JobState;
import afterimage.ui.command.Keys;
import afterimage.ui.run.QueueRow;
import afterimage.ui.run.RunModel;
import afterimage.ui.run.RunText;
import afterimage.ui.style.Icons;
import afterimage.ui.text.Texts;
import atlantafx.base.theme.Styles;
import java.util.List;
import javafx.collections.FXCollections;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.ButtonBase;
import javafx.scene.control.ContentDisplay;
import javafx.scene.control.Label;
import javafx.scene.control.ListView;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyCombination;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/**
 * The queue under the canvas: what waits, runs or has failed. Alt with the arrow keys moves a
 * waiting one, Delete cancels, Enter tries a failed one again.
 */
public final class QueuePane extends VBox {
  static final KeyCombination EARLIER = Keys.alt(KeyCode.UP);
  static final KeyCombination LATER = Keys.alt(KeyCode.DOWN);
  static final KeyCombination CANCEL = Keys.plain(KeyCode.DELETE);

  /**
   * @param runs has the queue
   * @param close hides this
   */
  public QueuePane(RunModel runs, Runnable close) {
    getStyleClass().add("queue-pane");
    setId("queue-pane");
    Label title = new Label(Texts.of("queue.title"));
    title.getStyleClass().add("field-name");
    Label eta = new Label();
    eta.setId("queue-eta");
    eta.getStyleClass().add("field-help");
    new QueueEta(runs.rows())
        .allProperty()
        .subscribe(
            left -> eta.setText(left == null ? "" : Texts.of("queue.eta", RunText.left(left))));
    ToggleButton pause = new ToggleButton();
    pause.setId("queue-pause");
    pause.getStyleClass().add(Styles.SMALL);
    pause.selectedProperty().bindBidirectional(runs.pausedProperty());
    runs.pausedProperty()
        .subscribe(
            paused -> {
              pause.setText(Texts.of(paused ? "queue.resume" : "queue.pause"));
              pause.setGraphic((paused ? Icons.RESUME : Icons.PAUSE).node());
            });
    Button all = new Button(Texts.of("queue.all"), Icons.REFINE.node());
    all.setId("queue-all");
    all.getStyleClass().add(Styles.SMALL);
    all.setOnAction(_ -> runs.refineAll());
    Button hide = new Button("", Icons.COLLAPSE.node());
    hide.getStyleClass().addAll(Styles.SMALL, Styles.FLAT, Styles.BUTTON_ICON);
    hide.setAccessibleText(Texts.of("queue.hide"));
    hide.setOnAction(_ -> close.run());
    Region gap = new Region();
    HBox.setHgrow(gap, Priority.ALWAYS);
    title.setMinWidth(Region.USE_PREF_SIZE);
    HBox head = new HBox(title, eta, gap, all, pause, hide);
    List.of(all, pause, hide).forEach(button -> button.setMinWidth(Region.USE_PREF_SIZE));
    all.setTooltip(new Tooltip(all.getText()));
    pause.tooltipProperty().bind(pause.textProperty().map(Tooltip::new));
    head.widthProperty().subscribe(_ -> fit(head, List.of(all, pause)));
    head.setMinWidth(0);
    head.setAlignment(Pos.CENTER_LEFT);
    head.getStyleClass().add("field-row");

    ListView<QueueRow> list = new ListView<>();
    // Rows that nobody sees are not made: the first cost the window's thread 50 ms.
    visibleProperty()
        .subscribe(seen -> list.setItems(seen ? runs.rows() : FXCollections.emptyObservableList()));
    list.setId("queue-list");
    list.setAccessibleText(Texts.of("queue.title"));
    list.setPlaceholder(new Label(Texts.of("queue.empty")));
    list.setCellFactory(_ -> new QueueCell(runs));
    list.addEventFilter(KeyEvent.KEY_PRESSED, event -> pressed(event, list, runs));
    VBox.setVgrow(list, Priority.ALWAYS);
    getChildren().addAll(head, list);
  }

  /** Leaves words away where there is no room for them; tooltips still say them. */
  private static void fit(HBox head, List<ButtonBase> buttons) {
    buttons.forEach(button -> button.setContentDisplay(ContentDisplay.LEFT));
    if (head.prefWidth(-1) > head.getWidth()) {
      buttons.forEach(button -> button.setContentDisplay(ContentDisplay.GRAPHIC_ONLY));
    }
  }

  private static void pressed(KeyEvent event, ListView<QueueRow> list, RunModel runs) {
    QueueRow row = list.getSelectionModel().getSelectedItem();
    if (row == null) {
      return;
    }
    boolean up = EARLIER.match(event);
    if (up || LATER.match(event)) {
      runs.move(row, up ? -1 : 1);
      list.getSelectionModel().select(row);
      event.consume();
    } else if (CANCEL.match(event)) {
      runs.cancel(row);
      event.consume();
    } else if (event.getCode() == KeyCode.ENTER
        && row.stateProperty().get() instanceof JobState.Failed) {
      runs.retry(row);
      event.consume();
    }
  }
}
