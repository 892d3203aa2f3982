package afterimage.ui.models;

import afterimage.catalog.Licence;
import afterimage.catalog.ModelCard;
import afterimage.ui.text.Texts;
import atlantafx.base.theme.Styles;
import java.util.List;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.TextField;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/** What people should know before they use a checkpoint, and the button that takes it into use. */
final class ModelCardPage extends VBox {
  private static final double TEXT_HEIGHT = 380;

  /**
   * @param accepted whether the licence's terms were accepted before
   */
  ModelCardPage(ModelCard card, boolean accepted, Models models) {
    getStyleClass().add("page");
    setId("model-card");
    setMaxHeight(Region.USE_PREF_SIZE);
    Label title = new Label(String.valueOf(card.facts().path().getFileName()));
    title.getStyleClass().add(Styles.TITLE_3);
    title.setWrapText(true);
    Label kind = new Label(InstalledModel.describe(card.facts()));
    kind.getStyleClass().add("field-help");

    Button cancel = new Button(Texts.of("cancel"));
    cancel.setId("model-cancel");
    cancel.setCancelButton(true);
    cancel.setOnAction(_ -> models.hidePage());
    Button use = new Button(Texts.of(accepted ? "models.use" : "models.accept"));
    use.setId("model-accept");
    use.getStyleClass().add(Styles.ACCENT);
    use.setOnAction(_ -> models.acceptAndUse(card));
    Region gap = new Region();
    HBox.setHgrow(gap, Priority.ALWAYS);
    HBox buttons = new HBox(gap, cancel, use);
    buttons.getStyleClass().add("field-row");
    getChildren().addAll(new VBox(title, kind), text(card, accepted), buttons);
  }

  private static ScrollPane text(ModelCard card, boolean accepted) {
    Licence licence = card.licence();
    TextField address = new TextField(licence.address());
    address.setEditable(false);
    address.setAccessibleText(Texts.of("models.licence.address"));
    VBox all =
        new VBox(
            section("models.purpose", List.of(card.purpose())),
            section("models.limits", card.limits()),
            section("models.biases", List.of(card.biases())),
            section("models.licence", licence.summary(), licence.title()),
            section("models.restrictions", licence.restrictions()),
            new VBox(
                paragraph(Texts.of(accepted ? "models.accepted" : "models.fullText"), "field-help"),
                address));
    all.getStyleClass().add("card-text");
    ScrollPane scroll = new ScrollPane(all);
    scroll.setId("model-card-text");
    scroll.setFitToWidth(true);
    scroll.setHbarPolicy(ScrollPane.ScrollBarPolicy.NEVER);
    scroll.setPrefViewportHeight(TEXT_HEIGHT);
    scroll.setMinHeight(120);
    return scroll;
  }

  private static VBox section(String key, List<String> lines, Object... values) {
    VBox section = new VBox(paragraph(Texts.of(key, values), "field-name"));
    for (String line : lines) {
      section.getChildren().add(lines.size() == 1 ? paragraph(line, "card-line") : bullet(line));
    }
    section.getStyleClass().add("card-section");
    return section;
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
