package afterimage.ui.keys;

import afterimage.ui.command.Command;
import afterimage.ui.command.KeyNames;
import afterimage.ui.command.Keymap;
import afterimage.ui.page.PageScroll;
import afterimage.ui.style.Icons;
import afterimage.ui.text.Texts;
import atlantafx.base.theme.Styles;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.input.KeyCombination;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/** All keys on one page. */
final class ShortcutSheet extends VBox {

  /**
   * @param keymap what is listed
   * @param change opens the page that changes them
   * @param close leaves the page
   */
  ShortcutSheet(Keymap keymap, Runnable change, Runnable close) {
    getStyleClass().addAll("page", "wide-page");
    setId("shortcut-sheet");
    setMaxHeight(Region.USE_PREF_SIZE);
    Label title = new Label(Texts.of("keys.title"));
    title.getStyleClass().add(Styles.TITLE_3);
    Button other = new Button(Texts.of("keys.change"), Icons.KEYS.node());
    other.setId("keys-change");
    other.setOnAction(_ -> change.run());
    Button done = new Button(Texts.of("settings.done"));
    done.setDefaultButton(true);
    done.setCancelButton(true);
    done.setOnAction(_ -> close.run());
    Region gap = new Region();
    HBox.setHgrow(gap, Priority.ALWAYS);
    VBox left = column(keymap, List.of(Command.Group.RUN, Command.Group.FILES, Command.Group.VIEW));
    VBox right = column(keymap, List.of(Command.Group.COMPARE, Command.Group.VERSIONS));
    HBox.setHgrow(left, Priority.ALWAYS);
    HBox.setHgrow(right, Priority.ALWAYS);
    HBox columns = new HBox(left, right);
    columns.getStyleClass().add("sheet-columns");
    HBox buttons = new HBox(other, gap, done);
    buttons.getStyleClass().add("field-row");
    getChildren().addAll(title, new PageScroll(columns), buttons);
  }

  private static VBox column(Keymap keymap, List<Command.Group> groups) {
    VBox column = new VBox();
    column.getStyleClass().add("sheet-column");
    for (Command.Group group : groups) {
      Label name = new Label(Texts.of("keys." + group.name().toLowerCase(Locale.ROOT)));
      name.getStyleClass().add("field-name");
      GridPane grid = new GridPane();
      grid.getStyleClass().add("sheet-grid");
      int row = 0;
      for (Command command : keymap.commands().withKeys(group)) {
        HBox keys = new HBox();
        keys.getStyleClass().add("sheet-keys");
        keys.getChildren()
            .addAll(
                keymap.keysOf(command).stream()
                    .map(ShortcutSheet::cap)
                    .collect(Collectors.toList()));
        grid.add(keys, 0, row);
        Label called = new Label(command.name());
        called.setWrapText(true);
        called.setMinHeight(Region.USE_PREF_SIZE);
        grid.add(called, 1, row++);
      }
      column.getChildren().addAll(name, grid);
    }
    return column;
  }

  private static Label cap(KeyCombination keys) {
    Label cap = new Label(KeyNames.of(keys));
    cap.getStyleClass().add("key-cap");
    return cap;
  }
}
