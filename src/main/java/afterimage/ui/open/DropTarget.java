package afterimage.ui.open;

import afterimage.ui.style.Icons;
import afterimage.ui.text.Texts;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.input.DragEvent;
import javafx.scene.input.TransferMode;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;

/**
 * Takes files, folders, images and addresses of images dropped anywhere on the window, and shows
 * that it would. Only what is let go is fetched.
 */
public final class DropTarget extends StackPane {
  private final Door door;

  /**
   * @param area where a drop counts: the whole window
   * @param door opens what is dropped
   */
  public DropTarget(Node area, Door door) {
    this.door = door;
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

  private void over(DragEvent event) {
    if (event.getGestureSource() == null && Door.canOpen(event.getDragboard())) {
      event.acceptTransferModes(TransferMode.COPY);
      setVisible(true);
    }
    event.consume();
  }

  private void drop(DragEvent event) {
    setVisible(false);
    event.setDropCompleted(door.open(event.getDragboard()));
    event.consume();
  }
}
