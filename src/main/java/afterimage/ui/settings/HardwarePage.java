package afterimage.ui.settings;

import afterimage.ui.page.Field;
import afterimage.ui.page.PageScroll;
import afterimage.ui.style.Icons;
import afterimage.ui.text.Sentence;
import afterimage.ui.text.Texts;
import atlantafx.base.theme.Styles;
import java.util.List;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.javafx.FontIcon;

/** What the machine has and what is missing, a line each. */
public final class HardwarePage extends VBox {

  /**
   * @param facts what was found
   * @param copy puts them on the clipboard
   * @param close leaves the page
   */
  public HardwarePage(List<Machine.Fact> facts, Runnable copy, Runnable close) {
    getStyleClass().add("page");
    setId("hardware-page");
    setMaxHeight(Region.USE_PREF_SIZE);
    Label title = new Label(Texts.of("hardware.title"));
    title.getStyleClass().add(Styles.TITLE_3);
    VBox rows = new VBox();
    rows.getStyleClass().add("page-fields");
    for (Machine.Fact fact : facts) {
      rows.getChildren().add(row(fact));
    }
    getChildren().addAll(title, new PageScroll(rows));
    Button copying = new Button(Texts.of("hardware.copy"), Icons.COPY.node());
    copying.setId("hardware-copy");
    copying.setOnAction(_ -> copy.run());
    Button done = new Button(Texts.of("settings.done"));
    done.setId("hardware-done");
    done.setDefaultButton(true);
    done.setCancelButton(true);
    done.setOnAction(_ -> close.run());
    Region gap = new Region();
    HBox.setHgrow(gap, Priority.ALWAYS);
    HBox buttons = new HBox(copying, gap, done);
    buttons.getStyleClass().add("field-row");
    getChildren().add(buttons);
  }

  private static HBox row(Machine.Fact fact) {
    FontIcon icon = (fact.good() ? Icons.DONE : Icons.INFO).node();
    icon.getStyleClass().add(fact.good() ? "fact-good" : "fact-missing");
    Label name = new Label(fact.name());
    name.getStyleClass().add("field-name");
    VBox texts = new VBox(name, Field.help(Sentence.of(fact.detail())));
    HBox.setHgrow(texts, Priority.ALWAYS);
    HBox row = new HBox(icon, texts);
    row.getStyleClass().add("field-row");
    row.setAccessibleText(fact.name() + ": " + fact.detail());
    return row;
  }
}
