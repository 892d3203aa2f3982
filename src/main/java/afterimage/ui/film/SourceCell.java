package afterimage.ui.film;

import afterimage.ui.session.Source;
import afterimage.ui.style.Icons;
import afterimage.ui.text.Texts;
import atlantafx.base.theme.Styles;
import java.util.function.Consumer;
import javafx.beans.binding.Bindings;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.ContentDisplay;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ProgressBar;
import javafx.scene.control.Tooltip;
import javafx.scene.image.ImageView;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import javafx.util.Subscription;
import org.jspecify.annotations.Nullable;

/**
 * A picture in the strip: thumbnail, name, number of versions, a bar while it is refined; whether
 * its file is away.
 */
final class SourceCell extends ListCell<Source> {
  /** Of the picture of a file that is away, behind the words that say so. */
  private static final double FAINT = 0.25;

  private final ImageView image = new ImageView();
  private final Label name = new Label();
  private final Label count = new Label();
  private final ProgressBar busy = new ProgressBar(0);
  private final Label missing = new Label(Texts.of("source.missing"), Icons.MISSING.node());
  private Subscription watching = Subscription.EMPTY;
  private final Tooltip tooltip = new Tooltip();
  private final VBox content;

  SourceCell(Consumer<Source> remove) {
    setPrefWidth(0); // As wide as the list: names that are too long end in dots.
    image.setPreserveRatio(true);
    count.getStyleClass().add("version-count");
    StackPane.setAlignment(count, Pos.BOTTOM_RIGHT);
    busy.setPrefWidth(0); // as wide as the thumbnail
    busy.setMaxWidth(Double.MAX_VALUE);
    busy.getStyleClass().addAll(Styles.SMALL, "source-busy");
    Button close = new Button("", Icons.REMOVE.node());
    close.getStyleClass().addAll(Styles.BUTTON_ICON, Styles.SMALL, "close-source");
    close.setAccessibleText(Texts.of("filmstrip.close"));
    close.setFocusTraversable(false);
    close.setOnAction(
        _ -> {
          Source source = getItem();
          if (source != null) {
            remove.accept(source);
          }
        });
    close.visibleProperty().bind(hoverProperty());
    StackPane.setAlignment(close, Pos.TOP_RIGHT);
    missing.getStyleClass().add("source-missing");
    missing.setContentDisplay(ContentDisplay.TOP);
    StackPane frame = new StackPane(image, missing, count, close);
    frame.getStyleClass().add("thumbnail");
    image.fitWidthProperty().bind(frame.widthProperty());
    image.fitHeightProperty().bind(frame.heightProperty());
    name.getStyleClass().add("source-name");
    content = new VBox(frame, busy, name);
    content.getStyleClass().add("source");
  }

  @Override
  protected void updateItem(@Nullable Source source, boolean empty) {
    super.updateItem(source, empty);
    count.textProperty().unbind();
    image.imageProperty().unbind();
    busy.visibleProperty().unbind();
    busy.progressProperty().unbind();
    watching.unsubscribe();
    watching = Subscription.EMPTY;
    if (empty || source == null) {
      setGraphic(null);
      setTooltip(null);
      setAccessibleText(null);
      return;
    }
    image.imageProperty().bind(source.thumbnailProperty());
    name.setText(source.name());
    setTooltip(tooltip);
    watching = source.missingProperty().subscribe(away -> showMissing(source, away));
    var size = Bindings.size(source.versions());
    count.textProperty().bind(size.asString());
    count.visibleProperty().unbind();
    count.visibleProperty().bind(size.greaterThan(0));
    busy.visibleProperty().bind(source.busyProperty());
    busy.progressProperty().bind(source.progressProperty());
    setGraphic(content);
  }

  private void showMissing(Source source, boolean away) {
    missing.setVisible(away);
    image.setOpacity(away ? FAINT : 1);
    tooltip.setText(
        away
            ? Texts.of("source.missing.tooltip", source.name(), source.file())
            : Texts.of("source.tooltip", source.name(), source.width(), source.height()));
    setAccessibleText(away ? Texts.of("source.missing.accessible", source.name()) : source.name());
  }
}
