package afterimage.ui.film;

import afterimage.engine.RefineSettings;
import afterimage.ui.command.KeyHints;
import afterimage.ui.session.Version;
import afterimage.ui.session.VersionActions;
import afterimage.ui.style.Icons;
import afterimage.ui.text.Texts;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.function.Consumer;
import javafx.geometry.Pos;
import javafx.scene.AccessibleAttribute;
import javafx.scene.Node;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.MenuItem;
import javafx.scene.control.Tooltip;
import javafx.scene.image.ImageView;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.StackPane;
import org.jspecify.annotations.Nullable;

/**
 * A version in the strip: thumbnail, number, star; how it was made as its tooltip. The strip makes
 * a row of cells at once, just as a result arrives: what nobody has asked for yet is not made.
 */
final class VersionCell extends ListCell<Version> {
  /** The rest of the frame is its border and a gap. */
  private static final double SHARE = 0.8;

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofLocalizedDateTime(FormatStyle.SHORT);

  private final ImageView image = new ImageView();
  private final Label number = new Label();
  private final Node star = Icons.STARRED.node();
  private final Tooltip tooltip = new Tooltip();
  private final StackPane frame = new StackPane(image, number, star);
  private final VersionActions actions;
  private final KeyHints hints;

  VersionCell(VersionActions actions, KeyHints hints) {
    this.actions = actions;
    this.hints = hints;
    image.fitWidthProperty().bind(frame.widthProperty().multiply(SHARE));
    image.fitHeightProperty().bind(frame.heightProperty().multiply(SHARE));
    image.setPreserveRatio(true);
    number.getStyleClass().add("version-count");
    star.getStyleClass().add("version-star");
    StackPane.setAlignment(number, Pos.BOTTOM_RIGHT);
    StackPane.setAlignment(star, Pos.TOP_RIGHT);
    frame.getStyleClass().add("version");
    tooltip.setOnShowing(_ -> tooltip.setText(description()));
    addEventHandler(MouseEvent.MOUSE_PRESSED, event -> withItem(event, actions::mayDrag));
    addEventHandler(
        MouseEvent.DRAG_DETECTED, event -> withItem(event, version -> actions.drag(version, this)));
    setOnContextMenuRequested(
        event -> {
          if (getItem() != null) {
            menu().show(this, event.getScreenX(), event.getScreenY());
            event.consume();
          }
        });
  }

  private void withItem(MouseEvent event, Consumer<Version> use) {
    Version version = getItem();
    if (version != null && event.getButton() == MouseButton.PRIMARY) {
      use.accept(version);
    }
  }

  private ContextMenu menu() {
    return new ContextMenu(
        item(hints.text("versions.star", "star"), actions::star),
        item(hints.text("versions.before", "before"), actions::useAsBefore),
        item(Texts.of("versions.settings"), actions::useSettings),
        item(Texts.of("versions.delete"), actions::delete));
  }

  private MenuItem item(String text, Consumer<Version> action) {
    MenuItem item = new MenuItem(text);
    item.setOnAction(
        _ -> {
          Version version = getItem();
          if (version != null) {
            action.accept(version);
          }
        });
    return item;
  }

  @Override
  protected void updateItem(@Nullable Version version, boolean empty) {
    super.updateItem(version, empty);
    image.imageProperty().unbind();
    star.visibleProperty().unbind();
    if (empty || version == null) {
      setGraphic(null);
      setTooltip(null);
      return;
    }
    image.imageProperty().bind(version.thumbnailProperty());
    star.visibleProperty().bind(version.starredProperty());
    number.setText(String.valueOf(version.number()));
    setTooltip(tooltip);
    setGraphic(frame);
  }

  @Override
  public Object queryAccessibleAttribute(AccessibleAttribute attribute, Object... parameters) {
    return attribute == AccessibleAttribute.TEXT
        ? description()
        : super.queryAccessibleAttribute(attribute, parameters);
  }

  private String description() {
    Version version = getItem();
    if (version == null) {
      return "";
    }
    RefineSettings settings = version.settings();
    String made = TIME.format(version.made().atZone(ZoneId.systemDefault()));
    String how =
        Texts.of(
            "versions.tooltip",
            version.number(),
            made,
            Math.round(settings.strength() * 100),
            settings.stepsRun(),
            settings.steps(),
            String.valueOf(settings.seed()));
    return settings.prompt().isEmpty() ? how : how + "\n" + settings.prompt();
  }
}
