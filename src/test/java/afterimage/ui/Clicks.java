package afterimage.ui;

import afterimage.ui.canvas.CompareView;
import afterimage.ui.canvas.Viewport;
import javafx.event.Event;
import javafx.geometry.Point2D;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;

/** Clicks on the canvas at a place of the picture, in its pixels. */
final class Clicks {
  private Clicks() {}

  /** A click of the primary button. */
  static void on(OpenStudio studio, double x, double y) {
    on(studio, x, y, 1, true);
  }

  /**
   * A click of the primary button.
   *
   * @param count 2 for the second one of a double click
   * @param still whether the mouse stayed where it was pressed
   */
  static void on(OpenStudio studio, double x, double y, int count, boolean still) {
    studio.onFx(
        () -> {
          CompareView view = studio.compare();
          Viewport viewport = view.viewportProperty().get();
          // The event turns a scene's position into its target's.
          Point2D at = view.localToScene(viewport.toViewX(x), viewport.toViewY(y));
          Event.fireEvent(view, clicked(at.getX(), at.getY(), count, still));
          return true;
        });
  }

  private static MouseEvent clicked(double x, double y, int count, boolean still) {
    return new MouseEvent(
        MouseEvent.MOUSE_CLICKED,
        x,
        y,
        x,
        y,
        MouseButton.PRIMARY,
        count,
        false,
        false,
        false,
        false,
        false,
        false,
        false,
        false,
        false,
        still,
        null);
  }
}
