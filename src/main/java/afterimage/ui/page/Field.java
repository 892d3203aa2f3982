package afterimage.ui.page;

import afterimage.ui.text.Texts;
import javafx.scene.control.Label;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/** A control under its name, and under both what it means. */
public final class Field extends VBox {

  /**
   * @param key of the name's text
   * @param control filled to the page's width
   * @param help a sentence, or empty
   */
  public Field(String key, Region control, String help) {
    Label name = new Label(Texts.of(key));
    name.getStyleClass().add("field-name");
    name.setLabelFor(control);
    control.setMaxWidth(Double.MAX_VALUE);
    getChildren().addAll(name, control);
    getStyleClass().add("field");
    if (!help.isEmpty()) {
      getChildren().add(help(help));
    }
  }

  /** A line of smaller text. */
  public static Label help(String text) {
    Label help = new Label(text);
    help.getStyleClass().add("field-help");
    help.setWrapText(true);
    help.setMinHeight(Region.USE_PREF_SIZE);
    return help;
  }
}
