package afterimage.ui.canvas;

import javafx.scene.Cursor;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import javafx.scene.input.ScrollEvent;
import javafx.scene.input.ZoomEvent;

/** The mouse and touchpad on a compare view: wheel and pinch zoom at the pointer, dragging pans. */
final class CompareGestures {
  /** A notch of a wheel is 40 units and zooms by about 15 %. */
  private static final double ZOOM_PER_UNIT = Math.pow(1.15, 1 / 40.0);

  private final CompareView view;
  private double lastX;
  private double lastY;

  CompareGestures(CompareView view) {
    this.view = view;
  }

  void install() {
    view.addEventHandler(ScrollEvent.SCROLL, this::scroll);
    view.addEventHandler(
        ZoomEvent.ZOOM, event -> view.zoomBy(event.getZoomFactor(), event.getX(), event.getY()));
    view.addEventHandler(MouseEvent.MOUSE_PRESSED, this::press);
    view.addEventHandler(MouseEvent.MOUSE_DRAGGED, this::drag);
    view.addEventHandler(MouseEvent.MOUSE_RELEASED, _ -> view.setCursor(Cursor.DEFAULT));
    view.addEventHandler(MouseEvent.MOUSE_CLICKED, this::click);
  }

  private void scroll(ScrollEvent event) {
    if (view.isEmpty()) {
      return;
    }
    view.zoomBy(Math.pow(ZOOM_PER_UNIT, event.getDeltaY()), event.getX(), event.getY());
    event.consume();
  }

  private void press(MouseEvent event) {
    view.requestFocus();
    lastX = event.getX();
    lastY = event.getY();
  }

  private void drag(MouseEvent event) {
    if (event.getButton() == MouseButton.SECONDARY || view.isEmpty()) {
      return;
    }
    view.setCursor(Cursor.CLOSED_HAND);
    view.pan(event.getX() - lastX, event.getY() - lastY);
    lastX = event.getX();
    lastY = event.getY();
  }

  private void click(MouseEvent event) {
    if (event.getClickCount() == 2 && event.getButton() == MouseButton.PRIMARY) {
      view.toggleZoom(event.getX(), event.getY());
    }
  }
}
