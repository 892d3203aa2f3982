package afterimage.ui.run;

import afterimage.job.Place;
import afterimage.ui.command.KeyHints;
import afterimage.ui.style.Icons;
import afterimage.ui.text.Texts;
import atlantafx.base.theme.Styles;
import java.util.function.Consumer;
import javafx.beans.value.ObservableValue;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.ProgressBar;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/**
 * The Refine button, with a menu for where in the queue; while a refine is at work its progress and
 * the Cancel button. Their room is always kept, so that nothing moves when a refine begins.
 */
public final class RunPanel extends VBox {
  private final Label phase = new Label();
  private final Label remaining = new Label();
  private final ProgressBar bar = new ProgressBar(0);
  private final VBox progress;
  private final Node idle;
  private final Button refine = new Button(Texts.of("refine"), Icons.REFINE.node());
  private final MenuButton more = new MenuButton();
  private final Button cancel = new Button("", Icons.CANCEL.node());

  /**
   * @param runs cancels and tells
   * @param start puts the picture on the canvas into the queue
   * @param ready whether there is something to refine
   * @param idle what stands in the progress' place while nothing runs
   * @param hints name the key that refines
   */
  public RunPanel(
      RunModel runs,
      Consumer<Place> start,
      ObservableValue<Boolean> ready,
      Node idle,
      KeyHints hints) {
    this.idle = idle;
    getStyleClass().add("run-panel");
    refine.setId("refine");
    refine.getStyleClass().addAll(Styles.ACCENT, Styles.LARGE, Styles.LEFT_PILL);
    hints.tell("refine.accessible", refine::setAccessibleText, "refine");
    refine.setOnAction(_ -> start.accept(Place.END));
    refine.setMaxWidth(Double.MAX_VALUE);
    HBox.setHgrow(refine, Priority.ALWAYS);
    more.setId("refine-more");
    more.getStyleClass().addAll(Styles.ACCENT, Styles.LARGE, Styles.RIGHT_PILL);
    more.setAccessibleText(Texts.of("refine.more"));
    more.setTooltip(new Tooltip(Texts.of("refine.more")));
    MenuItem first = new MenuItem();
    first.setId("refine-first");
    hints.name("refineFirst", first::setText);
    first.setOnAction(_ -> start.accept(Place.FRONT));
    MenuItem all = new MenuItem(Texts.of("queue.all"));
    all.setId("refine-all");
    all.setOnAction(_ -> runs.refineAll());
    more.getItems().addAll(first, all);
    ready.subscribe(
        now -> {
          refine.setDisable(!now);
          more.setDisable(!now);
        });
    cancel.setId("cancel");
    cancel.getStyleClass().addAll(Styles.LARGE, Styles.BUTTON_ICON);
    String stops = hints.text("cancel.accessible", "cancel"); // Its key stays as it is.
    cancel.setAccessibleText(stops);
    cancel.setTooltip(new Tooltip(stops));
    cancel.setOnAction(
        _ -> {
          cancel.setDisable(true);
          runs.cancel();
        });
    phase.setId("phase");
    phase.getStyleClass().add("field-name");
    remaining.setId("eta");
    remaining.getStyleClass().add("field-value");
    bar.setId("progress");
    bar.getStyleClass().add(Styles.SMALL);
    bar.setMaxWidth(Double.MAX_VALUE);
    bar.setAccessibleText(Texts.of("progress.accessible"));
    Region gap = new Region();
    HBox.setHgrow(gap, Priority.ALWAYS);
    progress = new VBox(new HBox(phase, gap, remaining), bar);
    progress.getStyleClass().add("run-progress");
    more.setMaxHeight(Double.MAX_VALUE);
    HBox split = new HBox(refine, more);
    split.getStyleClass().add("split-button");
    HBox.setHgrow(split, Priority.ALWAYS);
    HBox buttons = new HBox(split, cancel);
    buttons.getStyleClass().add("field-row");
    getChildren().addAll(new StackPane(progress, idle), buttons);
    runs.runProperty().subscribe(this::show);
  }

  private void show(RunModel.@Nullable Run run) {
    boolean running = run != null;
    if (cancel.isFocused() && !running) {
      refine.requestFocus();
    }
    progress.setVisible(running);
    idle.setVisible(!running);
    cancel.setVisible(running);
    cancel.setManaged(running);
    if (run == null) {
      cancel.setDisable(false);
      phase.setText("");
      return;
    }
    phase.setText(RunText.phase(run.state()));
    bar.setProgress(RunText.progress(run.state()));
    remaining.setText(RunText.remaining(run.state()));
  }
}
