package afterimage.ui;

import javafx.event.Event;
import javafx.event.EventType;
import javafx.scene.Node;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;

/** Events of the primary button, sent to a node wherever it is in the window. */
final class Mouse {
  private Mouse() {}

  /** Presses and releases. */
  static void click(Node node) {
    fire(node, MouseEvent.MOUSE_PRESSED, 1, 1);
    fire(node, MouseEvent.MOUSE_RELEASED, 1, 1);
  }

  /**
   * @param x in the scene
   * @param y in the scene
   */
  static void fire(Node node, EventType<MouseEvent> type, double x, double y) {
    boolean down = type != MouseEvent.MOUSE_RELEASED;
    Event.fireEvent(
        node,
        new MouseEvent(
            type,
            x,
            y,
            x,
            y,
            MouseButton.PRIMARY,
            1,
            false,
            false,
            false,
            false,
            down,
            false,
            false,
            false,
            false,
            false,
            null));
  }
}
