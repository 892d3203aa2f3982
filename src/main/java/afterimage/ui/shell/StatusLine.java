package afterimage.ui.shell;

import afterimage.ui.command.CommandButtons;
import afterimage.ui.notice.StatusModel;
import afterimage.ui.style.Icons;
import afterimage.ui.text.Texts;
import atlantafx.base.theme.Styles;
import java.lang.management.ManagementFactory;
import javafx.animation.Animation;
import javafx.animation.KeyFrame;
import javafx.animation.Timeline;
import javafx.beans.InvalidationListener;
import javafx.collections.ObservableList;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.util.Duration;

/** The line under everything: device, model, picture, memory. */
final class StatusLine extends HBox {
  private static final Duration MEMORY_PERIOD = Duration.seconds(2);
  private static final long MEGABYTE = 1L << 20;

  private final Label device = label("status-device", Icons.DEVICE);
  private final Button model = new Button("", Icons.MODEL.node());
  private final Label picture = new Label();
  private final Button queue = new Button("", Icons.QUEUE.node());
  private final ToggleButton panels = new ToggleButton("", Icons.PANELS.node());
  private final Button help = new Button("", Icons.KEYS.node());
  private final Label memory = label("status-memory", Icons.MEMORY);
  private final Timeline clock = new Timeline(new KeyFrame(MEMORY_PERIOD, _ -> showMemory()));

  /**
   * @param status what it says
   * @param rows of the queue
   * @param buttons make those of commands
   * @param around what can make way for the canvas
   * @param models opens the models
   * @param watch tells of a watched folder
   */
  StatusLine(
      StatusModel status,
      ObservableList<?> rows,
      CommandButtons buttons,
      Panels around,
      Runnable models,
      Node watch) {
    getStyleClass().add("status-line");
    setAlignment(Pos.CENTER_LEFT);
    picture.setId("status-picture");
    Region gap = new Region();
    HBox.setHgrow(gap, Priority.ALWAYS);
    model.setId("status-model");
    // A name's underscores are not for the keyboard.
    model.setMnemonicParsing(false);
    model.getStyleClass().addAll(Styles.FLAT, Styles.SMALL, "quiet");
    model.setTooltip(new Tooltip(Texts.of("models.tooltip")));
    model.setOnAction(_ -> models.run());
    queue.setId("queue");
    queue.getStyleClass().addAll(Styles.FLAT, Styles.SMALL, "quiet");
    getChildren().addAll(device, model, gap, picture, watch, queue, memory, panels, help);
    help.setId("keys");
    help.getStyleClass().addAll(Styles.FLAT, Styles.SMALL, "quiet");
    buttons.explain(help, "keys.sheet.tooltip", "sheet");
    help.setAccessibleText(Texts.of("keys.sheet"));
    help.setOnAction(_ -> buttons.commands().get("sheet").run());
    panels.setId("panels");
    panels.getStyleClass().addAll(Styles.FLAT, Styles.SMALL, "quiet");
    buttons.explain(panels, "panels.tooltip", "panels");
    around.control(panels);
    queue.setOnAction(_ -> buttons.commands().get("queue").run());
    status.deviceProperty().subscribe(device::setText);
    status.modelProperty().subscribe(this::showModel);
    status.pictureProperty().subscribe(picture::setText);
    rows.addListener((InvalidationListener) _ -> showQueue(rows.size()));
    showQueue(rows.size());
    showMemory();
    clock.setCycleCount(Animation.INDEFINITE);
    clock.play();
  }

  private void showQueue(int size) {
    queue.setText(Texts.of("status.queue", size));
    queue.setAccessibleText(Texts.of("status.queue.accessible", size));
  }

  private void showModel(String text) {
    model.setText(text);
    model.setAccessibleText(Texts.of("models.inUse", text));
  }

  void stop() {
    clock.stop();
  }

  private void showMemory() {
    long used = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    memory.setText(Texts.of("status.memory", used / MEGABYTE));
  }

  private static Label label(String id, Icons icon) {
    Label label = new Label("", icon.node());
    label.setId(id);
    return label;
  }
}
