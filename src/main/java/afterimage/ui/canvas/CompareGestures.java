package afterimage.ui.canvas;

import javafx.geometry.Point2D;
import javafx.scene.Cursor;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import javafx.scene.input.ScrollEvent;
import javafx.scene.input.ZoomEvent;

/**
 * The mouse and touchpad on a compare view: wheel and pinch zoom at the pointer, dragging pans or
 * paints, a click picks.
 */
final class CompareGestures {
  /** A notch of a wheel is 40 units and zooms by about 15 %. */
  private static final double ZOOM_PER_UNIT = Math.pow(1.15, 1 / 40.0);

  private final CompareView view;
  private double lastX;
  private double lastY;
  private boolean painting;

  CompareGestures(CompareView view) {
    this.view = view;
  }

  void install() {
    view.addEventHandler(ScrollEvent.SCROLL, this::scroll);
    view.addEventHandler(
        ZoomEvent.ZOOM, event -> view.zoom().by(event.getZoomFactor(), event.getX(), event.getY()));
    view.addEventHandler(MouseEvent.MOUSE_PRESSED, this::press);
    view.addEventHandler(MouseEvent.MOUSE_DRAGGED, this::drag);
    view.addEventHandler(MouseEvent.MOUSE_RELEASED, _ -> release());
    view.addEventHandler(MouseEvent.MOUSE_MOVED, _ -> view.setCursor(cursor()));
    view.brushProperty().subscribe(_ -> view.setCursor(cursor()));
    view.addEventHandler(MouseEvent.MOUSE_CLICKED, this::click);
  }

  private void scroll(ScrollEvent event) {
    if (view.isEmpty()) {
      return;
    }
    view.zoom().by(Math.pow(ZOOM_PER_UNIT, event.getDeltaY()), event.getX(), event.getY());
    event.consume();
  }

  private void press(MouseEvent event) {
    view.requestFocus();
    lastX = event.getX();
    lastY = event.getY();
    Brush brush = view.brushProperty().get();
    painting = brush != null && event.getButton() == MouseButton.PRIMARY && !view.isEmpty();
    if (painting && brush != null) {
      Point2D at = view.zoom().toImage(event.getX(), event.getY());
      brush.begin(at.getX(), at.getY(), event.isAltDown());
    }
  }

  private void release() {
    Brush brush = view.brushProperty().get();
    if (painting && brush != null) {
      brush.end();
    }
    painting = false;
    view.setCursor(cursor());
  }

  private Cursor cursor() {
    if (view.brushProperty().get() != null) {
      return Cursor.CROSSHAIR;
    }
    return view.picker().isPresent() ? Cursor.HAND : Cursor.DEFAULT;
  }

  private void drag(MouseEvent event) {
    Brush brush = view.brushProperty().get();
    if (painting && brush != null) {
      Point2D at = view.zoom().toImage(event.getX(), event.getY());
      brush.to(at.getX(), at.getY());
      return;
    }
    boolean secondary = event.getButton() == MouseButton.SECONDARY;
    if ((secondary && brush == null) || view.isEmpty()) {
      return;
    }
    view.setCursor(Cursor.CLOSED_HAND);
    view.zoom().pan(event.getX() - lastX, event.getY() - lastY);
    lastX = event.getX();
    lastY = event.getY();
  }

  private void click(MouseEvent event) {
    boolean paints = view.brushProperty().get() != null;
    if (paints || event.getButton() != MouseButton.PRIMARY) {
      return;
    }
    if (event.getClickCount() == 2) {
      view.picker().ifPresent(Picker::unpick);
      view.zoom().toggle(event.getX(), event.getY());
    } else if (event.getClickCount() == 1 && event.isStillSincePress()) {
      Point2D at = view.zoom().toImage(event.getX(), event.getY());
      view.picker().ifPresent(picker -> picker.pick(at.getX(), at.getY()));
    }
  }
}
