package afterimage.ui.film;

import afterimage.ui.command.KeyHints;
import afterimage.ui.command.Keys;
import afterimage.ui.session.Session;
import afterimage.ui.session.Source;
import afterimage.ui.session.Version;
import afterimage.ui.session.VersionActions;
import afterimage.ui.text.Texts;
import javafx.beans.InvalidationListener;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import javafx.collections.transformation.FilteredList;
import javafx.geometry.Orientation;
import javafx.scene.control.Label;
import javafx.scene.control.ListView;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.text.TextAlignment;
import org.jspecify.annotations.Nullable;

/**
 * The versions of the picture on the canvas, the oldest first. Arrow keys choose, Delete deletes
 * with a way back, the context menu has the rest. Keeps its room from the moment a picture is open:
 * a first result must not make the picture jump to another size.
 */
public final class VersionStrip extends ListView<Version> {
  /** What deletes the chosen version. */
  public static final Keys DELETE = Keys.reserved(Keys.plain(KeyCode.DELETE));

  private final InvalidationListener changed = _ -> follow();
  private @Nullable Source source;
  private VersionSearch search = VersionSearch.ALL;

  /**
   * @param session has the picture on the canvas
   * @param search narrows the versions down
   * @param actions what can be done to a version
   * @param hints name the keys that do it, too
   */
  public VersionStrip(Session session, SearchModel search, VersionActions actions, KeyHints hints) {
    getStyleClass().add("version-strip");
    setId("versions");
    setOrientation(Orientation.HORIZONTAL);
    setAccessibleText(Texts.of("versions.accessible"));
    Label none = new Label(Texts.of("versions.none"));
    none.setWrapText(true);
    none.setTextAlignment(TextAlignment.CENTER);
    setPlaceholder(none);
    setCellFactory(_ -> new VersionCell(actions, hints));
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
          if (version != null && DELETE.usual().getFirst().match(event)) {
            actions.delete(version);
            event.consume();
          }
        });
    search.searchProperty().subscribe(this::search);
    session.canvasProperty().subscribe(now -> show(now == null ? null : now.source()));
  }

  /** Shows the versions of a picture, or of none. */
  private void show(@Nullable Source next) {
    if (source != null && source == next) {
      return;
    }
    if (source != null) {
      source.shownProperty().removeListener(changed);
      source.versions().removeListener(changed);
    }
    source = next;
    showItems();
    if (next != null) {
      next.shownProperty().addListener(changed);
      next.versions().addListener(changed);
    }
    follow();
  }

  /** Shows only what a search finds; all where it finds none, as where the name was meant. */
  private void search(VersionSearch next) {
    search = next;
    showItems();
    follow();
  }

  private void showItems() {
    ObservableList<Version> all =
        source == null ? FXCollections.observableArrayList() : source.versions();
    setItems(
        search.query().isBlank() || all.stream().noneMatch(search::finds)
            ? all
            : new FilteredList<>(all, search::finds));
  }

  private void follow() {
    setVisible(source != null);
    setManaged(source != null);
    Version shown = source == null ? null : source.shownProperty().get();
    if (shown != null
        && getItems().contains(shown)
        && getSelectionModel().getSelectedItem() != shown) {
      getSelectionModel().select(shown);
      scrollTo(shown);
    }
  }
}
