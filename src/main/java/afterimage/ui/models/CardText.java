package afterimage.ui.models;

import afterimage.catalog.Licence;
import afterimage.ui.text.Texts;
import java.util.List;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.TextField;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/** The long text of a model's card: sections one below the other, the licence last. */
final class CardText extends VBox {
  private static final double HEIGHT = 380;
  private static final double MIN_HEIGHT = 120;

  CardText() {
    getStyleClass().add("card-text");
  }

  /** Adds a section: a paragraph, or a list of several. */
  void add(String key, List<String> lines, Object... values) {
    if (lines.isEmpty()) {
      return;
    }
    VBox section = new VBox(paragraph(Texts.of(key, values), "field-name"));
    for (String line : lines) {
      section.getChildren().add(lines.size() == 1 ? paragraph(line, "card-line") : bullet(line));
    }
    section.getStyleClass().add("card-section");
    getChildren().add(section);
  }

  /**
   * Adds a licence's terms and its address.
   *
   * @param accepted whether they were accepted before
   */
  void add(Licence licence, boolean accepted) {
    add("models.licence", licence.summary(), licence.title());
    add("models.restrictions", licence.restrictions());
    TextField address = new TextField(licence.address());
    address.setEditable(false);
    address.setAccessibleText(Texts.of("models.licence.address"));
    getChildren()
        .add(
            new VBox(
                paragraph(Texts.of(accepted ? "models.accepted" : "models.fullText"), "field-help"),
                address));
  }

  /** It in a frame in which it scrolls. */
  ScrollPane scrolling() {
    ScrollPane scroll = new ScrollPane(this);
    scroll.setId("model-card-text");
    scroll.setFitToWidth(true);
    scroll.setHbarPolicy(ScrollPane.ScrollBarPolicy.NEVER);
    scroll.setPrefViewportHeight(HEIGHT);
    scroll.setMinHeight(MIN_HEIGHT);
    return scroll;
  }

  private static Node bullet(String text) {
    Label dot = new Label("•");
    Label line = paragraph(text, "card-line");
    HBox.setHgrow(line, Priority.ALWAYS);
    HBox row = new HBox(dot, line);
    row.getStyleClass().add("card-bullet");
    return row;
  }

  private static Label paragraph(String text, String style) {
    Label label = new Label(text);
    label.setWrapText(true);
    label.setMinHeight(Region.USE_PREF_SIZE);
    label.getStyleClass().add(style);
    return label;
  }
}
