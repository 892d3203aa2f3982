package afterimage.ui.shell;

import afterimage.ui.keys.KeyHints;
import afterimage.ui.style.Icons;
import afterimage.ui.text.Texts;
import atlantafx.base.theme.Styles;
import java.lang.management.ManagementFactory;
import javafx.animation.Animation;
import javafx.animation.KeyFrame;
import javafx.animation.Timeline;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.util.Duration;

/** The line under everything: device, model, picture, memory. */
public final class StatusLine extends HBox {
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

  StatusLine(KeyHints hints) {
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
    queue.setId("queue");
    queue.getStyleClass().addAll(Styles.FLAT, Styles.SMALL, "quiet");
    getChildren().addAll(device, model, gap, picture, queue, memory, panels, help);
    help.setId("keys");
    help.getStyleClass().addAll(Styles.FLAT, Styles.SMALL, "quiet");
    help.setAccessibleText(Texts.of("keys.sheet"));
    help.setTooltip(tooltip(hints, "keys.sheet.tooltip"));
    panels.setId("panels");
    panels.getStyleClass().addAll(Styles.FLAT, Styles.SMALL, "quiet");
    panels.setAccessibleText(Texts.of("keys.panels"));
    panels.setTooltip(tooltip(hints, "panels.tooltip"));
    showQueue(0);
    showMemory();
    clock.setCycleCount(Animation.INDEFINITE);
    clock.play();
  }

  /** Opens the models. */
  void onModel(Runnable open) {
    model.setOnAction(_ -> open.run());
  }

  /** Opens and closes the queue. */
  void onQueue(Runnable toggle) {
    queue.setOnAction(_ -> toggle.run());
  }

  /** Shows and hides what stands around the canvas. */
  void onPanels(Panels around) {
    around.control(panels);
  }

  /** Opens the sheet of keys. */
  void onHelp(Runnable open) {
    help.setOnAction(_ -> open.run());
  }

  void showQueue(int size) {
    queue.setText(Texts.of("status.queue", size));
    queue.setAccessibleText(Texts.of("status.queue.accessible", size));
  }

  void showDevice(String text) {
    device.setText(text);
  }

  void showModel(String text) {
    model.setText(text);
    model.setAccessibleText(Texts.of("models.inUse", text));
  }

  void showPicture(String text) {
    picture.setText(text);
  }

  void stop() {
    clock.stop();
  }

  private void showMemory() {
    long used = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    memory.setText(Texts.of("status.memory", used / MEGABYTE));
  }

  private static Tooltip tooltip(KeyHints hints, String key) {
    Tooltip tooltip = new Tooltip();
    hints.tell(key, tooltip::setText);
    return tooltip;
  }

  private static Label label(String id, Icons icon) {
    Label label = new Label("", icon.node());
    label.setId(id);
    return label;
  }
}
