package afterimage.ui.film;

import afterimage.ui.session.Session;
import afterimage.ui.session.Source;
import afterimage.ui.text.Texts;
import java.util.function.Consumer;
import javafx.collections.transformation.FilteredList;
import javafx.scene.control.ListView;
import javafx.scene.input.KeyCode;
import org.jspecify.annotations.Nullable;

/** The opened pictures, one under the other; Delete closes one, which never touches its file. */
public final class Filmstrip extends ListView<Source> {

  private final FilteredList<Source> found;

  /**
   * @param session what is open
   * @param close closes a picture
   */
  public Filmstrip(Session session, Consumer<Source> close) {
    this(session, close, new FilteredList<>(session.sources()));
  }

  private Filmstrip(Session session, Consumer<Source> close, FilteredList<Source> found) {
    super(found);
    this.found = found;
    getStyleClass().add("filmstrip");
    setId("filmstrip");
    setAccessibleText(Texts.of("filmstrip.accessible"));
    setCellFactory(_ -> new SourceCell(close));
    getSelectionModel()
        .selectedItemProperty()
        .subscribe(
            source -> {
              if (source != null) {
                session.selectedProperty().set(source);
              }
            });
    session.selectedProperty().subscribe(this::follow);
    // A click on what could not be shown asks for it once more: its file may be back.
    setOnMouseClicked(_ -> session.openAgain());
    setOnKeyPressed(
        event -> {
          Source selected = session.selectedProperty().get();
          if (event.getCode() == KeyCode.DELETE && selected != null) {
            close.accept(selected);
          }
        });
  }

  private void follow(@Nullable Source source) {
    if (source == null) {
      getSelectionModel().clearSelection();
    } else if (getSelectionModel().getSelectedItem() != source) {
      getSelectionModel().select(source);
      scrollTo(source);
    }
  }

  /** Shows only what a search finds. */
  void search(VersionSearch search) {
    found.setPredicate(search::finds);
  }
}
