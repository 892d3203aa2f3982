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

  /** Puts buttons at the end of the line in the place of those that are there. */
  void offer(Node... buttons) {
    line.getChildren().remove(2, line.getChildren().size());
    line.getChildren().addAll(buttons);
  }

  /** A small button. */
  static Button button(String id, String key, Runnable action) {
    Button button = new Button(Texts.of(key));
    button.setId(id);
    button.getStyleClass().addAll(Styles.SMALL);
    button.setMinWidth(Region.USE_PREF_SIZE);
    button.setOnAction(_ -> action.run());
    return button;
  }
}
