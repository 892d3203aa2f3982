package afterimage.ui.models;

import afterimage.catalog.ModelCard;
import afterimage.ui.text.Texts;
import atlantafx.base.theme.Styles;
import java.util.List;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/** What people should know before they use a checkpoint, and the button that takes it into use. */
final class ModelCardPage extends VBox {
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
    CardText text = new CardText();
    text.add("models.purpose", List.of(card.purpose()));
    text.add("models.limits", card.limits());
    text.add("models.biases", List.of(card.biases()));
    text.add(card.licence(), accepted);
    return text.scrolling();
  }
}
