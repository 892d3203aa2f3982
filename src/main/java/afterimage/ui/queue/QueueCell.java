package afterimage.ui.queue;

import afterimage.job.JobState;
import afterimage.ui.command.KeyNames;
import afterimage.ui.run.QueueRow;
import afterimage.ui.run.RunModel;
import afterimage.ui.run.RunText;
import afterimage.ui.style.Icons;
import afterimage.ui.text.Texts;
import atlantafx.base.theme.Styles;
import java.time.Duration;
import java.util.function.Consumer;
import javafx.beans.property.BooleanProperty;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ProgressBar;
import javafx.scene.control.Tooltip;
import javafx.scene.image.ImageView;
import javafx.scene.input.KeyCombination;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.util.Subscription;
import org.jspecify.annotations.Nullable;

/** A refine in the queue: picture, where it stands, and what can be done about it. */
final class QueueCell extends ListCell<QueueRow> {

  private final ImageView image = new ImageView();
  private final Label name = new Label();
  private final Label state = new Label();
  private final ProgressBar bar = new ProgressBar();
  private final Button up;
  private final Button down;
  private final Button retry;
  private final HBox content;
  private final BooleanProperty paused;
  private Subscription watching = Subscription.EMPTY;

  QueueCell(RunModel runs) {
    paused = runs.pausedProperty();
    image.setPreserveRatio(true);
    // As wide as the list, whose names give way first.
    setPrefWidth(0);
    name.setMaxWidth(Double.MAX_VALUE);
    name.setMinWidth(0);
    bar.setMinWidth(0);
    HBox.setHgrow(name, Priority.ALWAYS);
    state.getStyleClass().add("field-help");
    bar.getStyleClass().add(Styles.SMALL);
    up = button(keyed("queue.up", QueuePane.EARLIER), Icons.UP, row -> runs.move(row, -1));
    down = button(keyed("queue.down", QueuePane.LATER), Icons.DOWN, row -> runs.move(row, 1));
    retry = button(Texts.of("retry"), Icons.RETRY, runs::retry);
    Button remove = button(keyed("queue.remove", QueuePane.CANCEL), Icons.REMOVE, runs::cancel);
    // As wide for an upright picture, or the names would stand in no column.
    StackPane frame = new StackPane(image);
    frame.getStyleClass().add("queue-thumbnail");
    image.fitWidthProperty().bind(frame.widthProperty());
    image.fitHeightProperty().bind(frame.heightProperty());
    content = new HBox(frame, name, state, bar, up, down, retry, remove);
    content.setAlignment(Pos.CENTER_LEFT);
    content.getStyleClass().add("field-row");
  }

  private static String keyed(String key, KeyCombination keys) {
    return Texts.of(key, KeyNames.of(keys));
  }

  private Button button(String text, Icons icon, Consumer<QueueRow> action) {
    Button button = new Button("", icon.node());
    button.getStyleClass().addAll(Styles.SMALL, Styles.FLAT, Styles.BUTTON_ICON);
    button.setAccessibleText(text);
    button.setTooltip(new Tooltip(text));
    button.setFocusTraversable(false);
    button.setMinWidth(Region.USE_PREF_SIZE);
    button.setOnAction(
        _ -> {
          QueueRow row = getItem();
          if (row != null) {
            action.accept(row);
          }
        });
    return button;
  }

  @Override
  protected void updateItem(@Nullable QueueRow row, boolean empty) {
    super.updateItem(row, empty);
    watching.unsubscribe();
    watching = Subscription.EMPTY;
    image.imageProperty().unbind();
    if (empty || row == null) {
      setGraphic(null);
      setAccessibleText(null);
      return;
    }
    image.imageProperty().bind(row.source().thumbnailProperty());
    name.setText(row.source().name());
    watching =
        Subscription.combine(
            row.stateProperty().subscribe(_ -> show(row)),
            row.endProperty().subscribe(() -> show(row)),
            paused.subscribe(() -> show(row)));
    setGraphic(content);
  }

  private void show(QueueRow row) {
    JobState now = row.stateProperty().get();
    boolean running = now instanceof JobState.Running;
    boolean waiting = row.waits();
    String left = left(row, now);
    state.setText(RunText.phase(now) + (left.isEmpty() ? "" : ", " + left));
    bar.setProgress(RunText.progress(now));
    bar.setVisible(running);
    bar.setManaged(running);
    up.setVisible(waiting);
    down.setVisible(waiting);
    retry.setVisible(now instanceof JobState.Failed);
    retry.setManaged(retry.isVisible());
    setAccessibleText(row.source().name() + ", " + state.getText());
  }

  /** A waiting one's time is known only while the queue goes on. */
  private String left(QueueRow row, JobState now) {
    String own = RunText.remaining(now);
    Duration end = row.endProperty().get();
    boolean tells =
        end != null && own.isEmpty() && !(now instanceof JobState.Queued && paused.get());
    return tells && end != null ? RunText.left(end) : own;
  }
}
