package afterimage.ui.film;

import afterimage.ui.session.Source;
import afterimage.ui.session.Version;
import afterimage.ui.session.VersionActions;
import afterimage.ui.text.Texts;
import javafx.beans.InvalidationListener;
import javafx.collections.FXCollections;
import javafx.geometry.Orientation;
import javafx.scene.control.Label;
import javafx.scene.control.ListView;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import org.jspecify.annotations.Nullable;

/**
 * The versions of the picture on the canvas, the oldest first. Arrow keys choose, Delete deletes
 * with a way back, the context menu has the rest. Keeps its room from the moment a picture is open:
 * a first result must not make the picture jump to another size.
 */
public final class VersionStrip extends ListView<Version> {
  private final InvalidationListener changed = _ -> follow();
  private @Nullable Source source;

  public VersionStrip(VersionActions actions) {
    getStyleClass().add("version-strip");
    setId("versions");
    setOrientation(Orientation.HORIZONTAL);
    setAccessibleText(Texts.of("versions.accessible"));
    setPlaceholder(new Label(Texts.of("versions.none")));
    setCellFactory(_ -> new VersionCell(actions));
    getSelectionModel()
        .selectedItemProperty()
        .subscribe(
            version -> {
              if (version != null && source != null) {
                source.show(version);
              }
            });
    addEventHandler(
        KeyEvent.KEY_PRESSED,
        event -> {
          Version version = getSelectionModel().getSelectedItem();
          if (event.getCode() == KeyCode.DELETE && version != null) {
            actions.delete(version);
            event.consume();
          }
        });
    follow();
  }

  /** Shows the versions of a picture, or of none. */
  public void show(@Nullable Source next) {
    if (source != null) {
      source.shownProperty().removeListener(changed);
      source.versions().removeListener(changed);
    }
    source = next;
    setItems(next == null ? FXCollections.observableArrayList() : next.versions());
    if (next != null) {
      next.shownProperty().addListener(changed);
      next.versions().addListener(changed);
    }
    follow();
  }

  private void follow() {
    setVisible(source != null);
    setManaged(source != null);
    Version shown = source == null ? null : source.shownProperty().get();
    if (shown != null && getSelectionModel().getSelectedItem() != shown) {
      getSelectionModel().select(shown);
      scrollTo(shown);
    }
  }
}
