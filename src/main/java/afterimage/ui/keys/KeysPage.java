package afterimage.ui.keys;

import afterimage.ui.command.Command;
import afterimage.ui.command.KeyNames;
import afterimage.ui.command.Keys;
import afterimage.ui.page.Field;
import afterimage.ui.page.PageScroll;
import afterimage.ui.style.Icons;
import afterimage.ui.text.Texts;
import atlantafx.base.theme.Styles;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import javafx.css.PseudoClass;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/** All commands with their keys, to be changed by pressing others. */
public final class KeysPage extends VBox {
  private static final PseudoClass CHOSEN = PseudoClass.getPseudoClass("chosen");

  private final KeysModel model;
  private final List<Runnable> updates = new ArrayList<>();

  KeysPage(KeysModel model, Runnable close) {
    this.model = model;
    getStyleClass().addAll("page", "wide-page");
    setId("keys-page");
    setMaxHeight(Region.USE_PREF_SIZE);
    Label title = new Label(Texts.of("keys.change.title"));
    title.getStyleClass().add(Styles.TITLE_3);
    Label message = Field.help("");
    message.setId("keys-message");
    model
        .messageProperty()
        .subscribe(
            text -> {
              message.setText(
                  text.isEmpty()
                      ? Texts.of("keys.change.help", KeyNames.of(Keys.plain(KeyCode.ESCAPE)))
                      : text);
              message.pseudoClassStateChanged(PseudoClass.getPseudoClass("warn"), !text.isEmpty());
            });
    HBox columns =
        new HBox(
            column(Command.Group.RUN, Command.Group.FILES, Command.Group.VIEW),
            column(Command.Group.COMPARE, Command.Group.VERSIONS));
    columns.getStyleClass().add("keys-columns");
    Button all = new Button(Texts.of("keys.resetAll"));
    all.setId("keys-reset-all");
    all.setOnAction(_ -> model.resetAll());
    Button done = new Button(Texts.of("settings.done"));
    done.setId("keys-done");
    done.setDefaultButton(true);
    done.setCancelButton(true);
    done.setOnAction(_ -> close.run());
    Region gap = new Region();
    HBox.setHgrow(gap, Priority.ALWAYS);
    HBox buttons = new HBox(all, gap, done);
    buttons.getStyleClass().add("field-row");
    getChildren().addAll(new VBox(title, message), new PageScroll(columns), buttons);
    addEventFilter(KeyEvent.ANY, this::listen);
    model.recordingProperty().subscribe(_ -> update());
    model.keymap().onChange(this::update);
  }

  /** While a key is waited for, no other thing may come of it. */
  private void listen(KeyEvent event) {
    if (model.recordingProperty().get() == null) {
      return;
    }
    if (event.getEventType() == KeyEvent.KEY_PRESSED) {
      if (event.getCode() == KeyCode.ESCAPE) {
        model.stop();
      } else {
        KeyNames.pressed(event).ifPresent(model::press);
      }
    }
    event.consume();
  }

  private VBox column(Command.Group... groups) {
    VBox column = new VBox();
    column.getStyleClass().add("keys-column");
    HBox.setHgrow(column, Priority.ALWAYS);
    for (Command.Group group : groups) {
      Label name = new Label(Texts.of("keys." + group.name().toLowerCase(Locale.ROOT)));
      name.getStyleClass().add("field-name");
      column.getChildren().add(name);
      model.keymap().commands().withKeys(group).stream()
          .filter(command -> !command.keys().fixed())
          .forEach(command -> column.getChildren().add(row(command)));
    }
    return column;
  }

  private HBox row(Command command) {
    String called = command.name();
    Label name = new Label(called);
    name.setMaxWidth(Double.MAX_VALUE);
    name.setWrapText(true);
    HBox.setHgrow(name, Priority.ALWAYS);
    Button keys = new Button();
    keys.setId("keys-of-" + command.id());
    keys.getStyleClass().addAll(Styles.SMALL, "key-button");
    keys.setTooltip(new Tooltip(Texts.of("keys.change.tooltip")));
    keys.setOnAction(_ -> model.record(command));
    // Who leaves for another control wants no key of this one.
    keys.focusedProperty()
        .subscribe(
            on -> {
              if (!on && command.equals(model.recordingProperty().get())) {
                model.stop();
              }
            });
    Button reset = new Button("", Icons.UNDO.node());
    reset.setId("keys-reset-" + command.id());
    reset.getStyleClass().addAll(Styles.SMALL, Styles.FLAT, Styles.BUTTON_ICON);
    reset.setAccessibleText(Texts.of("keys.reset", called));
    reset.setTooltip(new Tooltip(Texts.of("keys.reset", called)));
    reset.setOnAction(
        _ -> {
          keys.requestFocus();
          model.reset(command);
        });
    reset.managedProperty().bind(reset.visibleProperty()); // Its room is the name's.
    updates.add(() -> show(command, called, keys, reset));
    HBox row = new HBox(name, reset, keys);
    row.getStyleClass().add("field-row");
    return row;
  }

  private void show(Command command, String called, Button keys, Button reset) {
    boolean waits = command.equals(model.recordingProperty().get());
    String names =
        model.keymap().keysOf(command).stream().map(KeyNames::of).collect(Collectors.joining(", "));
    keys.setText(waits ? Texts.of("keys.press") : names);
    keys.setAccessibleText(called + ": " + keys.getText());
    keys.pseudoClassStateChanged(CHOSEN, waits);
    reset.setVisible(model.keymap().isChanged(command));
  }

  private void update() {
    updates.forEach(Runnable::run);
  }
}
