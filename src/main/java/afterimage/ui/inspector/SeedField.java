package afterimage.ui.inspector;

import afterimage.engine.RefineSettings;
import afterimage.ui.style.Icons;
import afterimage.ui.text.Texts;
import atlantafx.base.theme.Styles;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.Tooltip;
import javafx.scene.input.Clipboard;
import javafx.scene.input.ClipboardContent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

/** The seed as a number, with dice, a lock and a way to the clipboard. */
public final class SeedField extends VBox {
  private final InspectorModel values;
  private final TextField field = new TextField();

  public SeedField(InspectorModel values) {
    this.values = values;
    getStyleClass().add("field");
    Label name = new Label(Texts.of("seed.name"));
    name.getStyleClass().add("field-name");
    name.setLabelFor(field);
    field.setId("seed");
    field.setAccessibleText(Texts.of("seed.name"));
    field.setTooltip(new Tooltip(Texts.of("seed.tooltip")));
    HBox.setHgrow(field, Priority.ALWAYS);
    values.seedProperty().subscribe(now -> field.setText(Long.toString(now.longValue())));
    field.setOnAction(_ -> read());
    field
        .focusedProperty()
        .subscribe(
            focused -> {
              if (!focused) {
                read();
              }
            });

    Button dice = new Button("", Icons.DICE.node());
    dice.setId("seed-dice");
    dice.getStyleClass().add(Styles.BUTTON_ICON);
    dice.setAccessibleText(Texts.of("seed.dice"));
    dice.setTooltip(new Tooltip(Texts.of("seed.dice")));
    dice.setOnAction(_ -> values.newSeed());

    ToggleButton lock = new ToggleButton("", Icons.UNLOCKED.node());
    lock.setId("seed-lock");
    lock.getStyleClass().add(Styles.BUTTON_ICON);
    lock.setAccessibleText(Texts.of("seed.lock"));
    lock.setTooltip(new Tooltip(Texts.of("seed.lock")));
    lock.selectedProperty().bindBidirectional(values.seedLockedProperty());
    lock.selectedProperty()
        .subscribe(locked -> lock.setGraphic((locked ? Icons.LOCKED : Icons.UNLOCKED).node()));

    Button copy = new Button("", Icons.COPY.node());
    copy.setId("seed-copy");
    copy.getStyleClass().add(Styles.BUTTON_ICON);
    copy.setAccessibleText(Texts.of("seed.copy"));
    copy.setTooltip(new Tooltip(Texts.of("seed.copy")));
    copy.setOnAction(_ -> copy());

    HBox row = new HBox(field, dice, lock, copy);
    row.getStyleClass().add("field-row");
    getChildren().addAll(name, row);
  }

  private void copy() {
    ClipboardContent content = new ClipboardContent();
    content.putString(Long.toString(values.seedProperty().get()));
    Clipboard.getSystemClipboard().setContent(content);
  }

  /** Takes a number over, and puts the old one back for anything else. */
  private void read() {
    try {
      long typed = Long.parseLong(field.getText().strip());
      if (typed >= 0 && typed <= RefineSettings.MAX_SEED && typed != values.seedProperty().get()) {
        values.seedProperty().set(typed);
        values.seedLockedProperty().set(true);
      }
    } catch (NumberFormatException e) {
      // What is no number leaves the seed as it was.
    }
    field.setText(Long.toString(values.seedProperty().get()));
  }
}
