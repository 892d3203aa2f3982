package afterimage.ui;

import afterimage.file.PathText;
import afterimage.ui.file.FxPictures;
import afterimage.ui.file.Importer;
import afterimage.ui.style.Icons;
import afterimage.ui.text.Texts;
import afterimage.ui.web.WebAddress;
import java.io.File;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.input.Clipboard;
import javafx.scene.input.DragEvent;
import javafx.scene.input.TransferMode;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;

/**
 * Takes files, folders, images and addresses of images dropped anywhere on the window, and shows
 * that it would. Only what is let go is fetched.
 */
final class DropTarget extends StackPane {
  private final Importer importer;
  private Consumer<List<Path>> files;
  private Consumer<Path> preset = _ -> {};

  /**
   * @param area where a drop counts: the whole window
   * @param importer opens what is dropped
   */
  DropTarget(Node area, Importer importer) {
    this.importer = importer;
    this.files = importer::open;
    getStyleClass().add("drop-target");
    setMouseTransparent(true);
    setVisible(false);
    var icon = Icons.ADD.node();
    icon.getStyleClass().add("empty-icon");
    VBox text = new VBox(icon, new Label(Texts.of("drop.here")));
    text.setAlignment(Pos.CENTER);
    text.getStyleClass().add("drop-frame");
    getChildren().add(text);
    area.addEventHandler(DragEvent.DRAG_OVER, this::over);
    area.addEventHandler(DragEvent.DRAG_EXITED, _ -> setVisible(false));
    area.addEventHandler(DragEvent.DRAG_DROPPED, this::drop);
  }

  /** Who takes dropped files and folders; the importer, if nobody else does. */
  void onFiles(Consumer<List<Path>> take) {
    files = take;
  }

  /** Who takes a dropped JSON file. */
  void onPreset(Consumer<Path> take) {
    preset = take;
  }

  private void over(DragEvent event) {
    if (event.getGestureSource() == null && holdsPictures(event.getDragboard())) {
      event.acceptTransferModes(TransferMode.COPY);
      setVisible(true);
    }
    event.consume();
  }

  private void drop(DragEvent event) {
    setVisible(false);
    event.setDropCompleted(take(event.getDragboard()));
    event.consume();
  }

  static boolean holdsPictures(Clipboard board) {
    return board.hasFiles() || board.hasImage() || WebAddress.in(board).isPresent();
  }

  /**
   * Opens what a drag or the clipboard holds.
   *
   * @return whether there was something to open
   */
  boolean take(Clipboard board) {
    List<File> files = board.getFiles();
    if (files != null && !files.isEmpty()) {
      Map<Boolean, List<Path>> byKind =
          PathText.of(files).stream().collect(Collectors.partitioningBy(DropTarget::isJson));
      byKind.getOrDefault(true, List.of()).forEach(preset);
      List<Path> others = byKind.getOrDefault(false, List.of());
      if (!others.isEmpty()) {
        this.files.accept(others);
      }
      return true;
    }
    if (board.hasImage() && FxPictures.hasPixels(board.getImage())) {
      importer.open(board.getImage());
      return true;
    }
    Optional<URI> address = WebAddress.in(board);
    address.ifPresent(importer::open);
    return address.isPresent();
  }

  private static boolean isJson(Path file) {
    return file.toString().toLowerCase(Locale.ROOT).endsWith(".json");
  }
}
