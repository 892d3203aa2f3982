package afterimage.ui.inspector;

import afterimage.ui.style.Icons;
import afterimage.ui.text.Texts;
import atlantafx.base.theme.Styles;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.Tooltip;
import javafx.scene.input.Clipboard;
import javafx.scene.input.ClipboardContent;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

/** The seed as a number, with dice, a lock and a way to the clipboard. */
public final class SeedField extends VBox {
  private final InspectorModel values;
  private final SeedText field;
  private boolean lockedByLeaving;

  public SeedField(InspectorModel values) {
    this.values = values;
    this.field =
        new SeedText(
            values.seedProperty(),
            Texts.of("seed.name"),
            () -> values.seedLockedProperty().set(true));
    values.typed().add(field);
    getStyleClass().add("field");
    Label name = new Label(Texts.of("seed.name"));
    name.getStyleClass().add("field-name");
    name.setLabelFor(field);
    field.setId("seed");
    field.setAccessibleText(Texts.of("seed.name"));
    field.setTooltip(new Tooltip(Texts.of("seed.tooltip")));
    HBox.setHgrow(field, Priority.ALWAYS);
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
    // Leaving the field for the lock takes the typed seed over and locks it; the click means no
    // less.
    lock.addEventFilter(MouseEvent.MOUSE_PRESSED, _ -> lockedByLeaving = field.isTyped());
    lock.setOnAction(
        _ -> {
          if (lockedByLeaving && field.problemProperty().get().isEmpty()) {
            values.seedLockedProperty().set(true);
          }
          lockedByLeaving = false;
        });
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
    Label problem = new Label();
    problem.setId("seed-problem");
    problem.getStyleClass().addAll("field-help", "warning");
    problem.setWrapText(true);
    problem.setMinHeight(USE_PREF_SIZE);
    problem.textProperty().bind(field.problemProperty());
    problem.visibleProperty().bind(field.problemProperty().isNotEmpty());
    problem.managedProperty().bind(problem.visibleProperty());
    getChildren().addAll(name, row, problem);
  }

  private void copy() {
    if (field.takeOver().isEmpty()) {
      ClipboardContent content = new ClipboardContent();
      content.putString(Long.toString(values.seedProperty().get()));
      Clipboard.getSystemClipboard().setContent(content);
    }
  }
}
