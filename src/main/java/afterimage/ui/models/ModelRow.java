package afterimage.ui.models;

import afterimage.ui.page.Field;
import afterimage.ui.style.Icons;
import afterimage.ui.text.Texts;
import atlantafx.base.theme.Styles;
import java.nio.file.Path;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/** A line of the models' page: a name, what can be done, and below it what it is. */
final class ModelRow extends VBox {
  private final Label name;
  private final HBox line;
  private final Label detail;

  ModelRow(String name, String detail) {
    this.name = new Label(name, Icons.MODEL.node());
    this.name.getStyleClass().add("field-name");
    this.detail = Field.help(detail);
    Region gap = new Region();
    HBox.setHgrow(gap, Priority.ALWAYS);
    line = new HBox(this.name, gap);
    line.getStyleClass().add("field-row");
    getStyleClass().add("model-row");
    getChildren().addAll(line, this.detail);
  }

  /** Says where its file is, to who points at its name. */
  ModelRow at(@Nullable Path path) {
    name.setTooltip(path == null ? null : new Tooltip(path.toString()));
    return this;
  }

  /** The text below the name. */
  Label detail() {
    return detail;
  }

  /**
   * Puts buttons at the end of the line in the place of those that are there; the last one takes
   * the keyboard over.
   */
  void offer(Node... buttons) {
    boolean focused = line.getChildren().stream().anyMatch(Node::isFocused);
    line.getChildren().remove(2, line.getChildren().size());
    line.getChildren().addAll(buttons);
    if (focused && buttons.length > 0) {
      buttons[buttons.length - 1].requestFocus();
    }
  }

  /** What a node of a model is called, by a name that may have dots in it. */
  static String id(String node, String model) {
    return node + model.replaceAll("[^A-Za-z0-9_-]", "-");
  }

  /** A small button of a model. */
  static Button button(String id, String model, String key, Runnable action) {
    Button button = new Button(Texts.of(key));
    button.setId(id(id, model));
    button.getStyleClass().addAll(Styles.SMALL);
    button.setMinWidth(Region.USE_PREF_SIZE);
    button.setOnAction(_ -> action.run());
    return button;
  }
}
