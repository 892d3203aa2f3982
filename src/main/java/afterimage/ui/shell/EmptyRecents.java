package afterimage.ui.shell;

import afterimage.ui.open.QuietReader;
import afterimage.ui.session.Recents;
import afterimage.ui.text.Texts;
import atlantafx.base.theme.Styles;
import java.nio.file.Path;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import javafx.application.Platform;
import javafx.beans.InvalidationListener;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ContentDisplay;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.image.ImageView;
import javafx.scene.layout.HBox;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;

/** Pictures that were opened lately, each a button, and a way to forget them. */
final class EmptyRecents extends VBox {
  private static final double SIDE = 72;

  private final Recents recents;
  private final Consumer<Path> open;
  private final Executor background;
  private final HBox row = new HBox();

  /**
   * @param open opens one of them
   * @param background where thumbnails are made
   */
  EmptyRecents(Recents recents, Consumer<Path> open, Executor background) {
    this.recents = recents;
    this.open = open;
    this.background = background;
    getStyleClass().add("recents");
    setId("recents");
    setAlignment(Pos.CENTER);
    Label title = new Label(Texts.of("recents.title"));
    title.getStyleClass().add("empty-hint");
    Button clear = new Button(Texts.of("recents.clear"));
    clear.setId("recents-clear");
    clear.getStyleClass().addAll(Styles.FLAT, Styles.SMALL);
    clear.setOnAction(_ -> recents.clear());
    HBox head = new HBox(title, clear);
    head.setAlignment(Pos.CENTER);
    head.getStyleClass().add("recents-row");
    row.setAlignment(Pos.CENTER);
    row.getStyleClass().add("recents-row");
    getChildren().addAll(head, row);
    showIf(false);
  }

  /** Says when there are others. */
  void onChange(Runnable changed) {
    recents
        .present()
        .addListener(
            (InvalidationListener)
                _ -> {
                  row.getChildren().setAll(recents.present().stream().map(this::button).toList());
                  changed.run();
                });
  }

  /** Some files may be gone, or back. */
  void lookAgain() {
    recents.refresh();
  }

  /** Shows itself where there is room and something to show. */
  void showIf(boolean room) {
    setVisible(room && !row.getChildren().isEmpty());
    setManaged(isVisible());
  }

  private Node button(Path file) {
    String name = String.valueOf(file.getFileName());
    ImageView image = new ImageView();
    image.setFitWidth(SIDE);
    image.setFitHeight(SIDE);
    image.setPreserveRatio(true);
    StackPane frame = new StackPane(image);
    frame.setMinSize(SIDE, SIDE);
    frame.setMaxSize(SIDE, SIDE);
    Button button = new Button(name, frame);
    button.getStyleClass().addAll(Styles.FLAT, "recent");
    button.setContentDisplay(ContentDisplay.TOP);
    button.setAccessibleText(Texts.of("recents.open", name));
    button.setTooltip(new Tooltip(file.toString()));
    button.setOnAction(_ -> open.accept(file));
    background.execute(() -> thumbnail(file, image));
    return button;
  }

  private static void thumbnail(Path file, ImageView view) {
    QuietReader.thumbnail(file).ifPresent(image -> Platform.runLater(() -> view.setImage(image)));
  }
}
