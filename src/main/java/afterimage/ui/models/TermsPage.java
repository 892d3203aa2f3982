package afterimage.ui.models;

import afterimage.catalog.PublishedModel;
import afterimage.ui.text.Texts;
import atlantafx.base.theme.Styles;
import java.util.List;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/** What people should know before a model is downloaded, and the button that starts it. */
final class TermsPage extends VBox {

  TermsPage(Download download, Models models) {
    PublishedModel model = download.model();
    getStyleClass().add("page");
    setId("model-terms");
    setMaxHeight(Region.USE_PREF_SIZE);
    Label title = new Label(model.name());
    title.getStyleClass().add(Styles.TITLE_3);
    title.setWrapText(true);
    Label from = new Label(Texts.of("models.from", model.repository()));
    from.getStyleClass().add("field-help");
    from.setWrapText(true);

    CardText text = new CardText();
    text.add("models.purpose", List.of(model.purpose()));
    text.add(model.terms(), false);

    Button cancel = new Button(Texts.of("cancel"));
    cancel.setId("terms-cancel");
    cancel.setCancelButton(true);
    cancel.setOnAction(_ -> models.showPage());
    Button accept = new Button(Texts.of("models.acceptAndDownload"));
    accept.setId("terms-accept");
    accept.getStyleClass().add(Styles.ACCENT);
    accept.setOnAction(_ -> models.acceptAndDownload(download));
    Region gap = new Region();
    HBox.setHgrow(gap, Priority.ALWAYS);
    HBox buttons = new HBox(gap, cancel, accept);
    buttons.getStyleClass().add("field-row");
    getChildren().addAll(new VBox(title, from), text.scrolling(), buttons);
  }
}
