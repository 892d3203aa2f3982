package afterimage.ui.command;

import atlantafx.base.theme.Styles;
import javafx.beans.property.Property;
import javafx.scene.control.Button;
import javafx.scene.control.ButtonBase;
import javafx.scene.control.Control;
import javafx.scene.control.MenuItem;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.Tooltip;
import org.kordamp.ikonli.javafx.FontIcon;

/**
 * Makes buttons and menu items of commands.
 *
 * @param commands the list that they are of
 * @param hints name their keys
 */
public record CommandButtons(Commands commands, KeyHints hints) {

  /** A flat button with an icon; its id is the command's. */
  public Button icon(String id) {
    Button button = new Button();
    button.getStyleClass().addAll(Styles.BUTTON_ICON, Styles.FLAT);
    return dress(button, commands.get(id));
  }

  /** A button with a word beside its icon. */
  public Button words(String id, String words) {
    return dress(new Button(words), commands.get(id));
  }

  /** A flat button with an icon that is down while a value is true. */
  public ToggleButton toggle(String id, Property<Boolean> value) {
    Command command = commands.get(id);
    ToggleButton button = new ToggleButton();
    button.setId(id);
    show(button, command);
    button.getStyleClass().addAll(Styles.BUTTON_ICON, Styles.FLAT);
    button.selectedProperty().bindBidirectional(value);
    return button;
  }

  /** A menu's item, named after the command and its key. */
  public MenuItem item(String id) {
    Command command = commands.get(id);
    MenuItem item = new MenuItem();
    hints.name(id, item::setText);
    item.setOnAction(_ -> command.run());
    command.enabled().subscribe(now -> item.setDisable(!now));
    return item;
  }

  private <B extends ButtonBase> B dress(B button, Command command) {
    button.setId(command.id());
    show(button, command);
    button.setOnAction(_ -> command.run());
    return button;
  }

  private void show(ButtonBase button, Command command) {
    if (command.icon() != null) {
      button.setGraphic(new FontIcon(command.icon()));
    }
    explain(button, command.text(), command.id());
    command.enabled().subscribe(now -> button.setDisable(!now));
  }

  /** Says what a control does, and with which keys. */
  public void explain(Control control, String sentence, String... ids) {
    Tooltip tooltip = new Tooltip();
    control.setTooltip(tooltip);
    hints.tell(
        sentence,
        text -> {
          tooltip.setText(text);
          control.setAccessibleText(text);
        },
        ids);
  }
}
