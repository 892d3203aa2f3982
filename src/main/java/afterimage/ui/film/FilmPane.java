package afterimage.ui.film;

import afterimage.ui.command.KeyHints;
import afterimage.ui.text.Texts;
import javafx.geometry.Insets;
import javafx.scene.control.TextField;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

/** The strip of pictures under a field that searches names and the versions' prompts. */
public final class FilmPane extends VBox {
  private static final double INSET = 8;

  private final TextField field = new TextField();

  /**
   * @param strip the pictures
   * @param model what is looked for
   * @param hints name the key that leads here
   */
  public FilmPane(Filmstrip strip, SearchModel model, KeyHints hints) {
    getStyleClass().add("film-pane");
    field.setId("search");
    field.setPromptText(Texts.of("search.hint"));
    Tooltip tooltip = new Tooltip();
    field.setTooltip(tooltip);
    hints.tell(
        "search.accessible",
        text -> {
          tooltip.setText(text);
          field.setAccessibleText(text);
        },
        "search");
    field.textProperty().subscribe(text -> model.searchProperty().set(new VersionSearch(text)));
    model.searchProperty().subscribe(strip::search);
    model.askedProperty().subscribe(this::beginSearch);
    field.addEventFilter(
        KeyEvent.KEY_PRESSED,
        event -> {
          if (event.getCode() == KeyCode.ESCAPE) {
            field.clear();
            strip.requestFocus();
            event.consume();
          }
        });
    VBox.setMargin(field, new Insets(0, INSET, 0, INSET));
    VBox.setVgrow(strip, Priority.ALWAYS);
    getChildren().addAll(field, strip);
  }

  /** Puts the keyboard into the search field. */
  private void beginSearch() {
    field.requestFocus();
    field.selectAll();
  }
}
