package afterimage.ui.shell;

import javafx.beans.binding.Bindings;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.value.ObservableBooleanValue;
import javafx.scene.Node;
import javafx.scene.control.ToggleButton;

/**
 * What stands around the canvas and can make way for it: pictures, versions and inspector. The
 * picture then has the whole window, as in a light table.
 */
final class Panels {
  private final BooleanProperty shown = new SimpleBooleanProperty(true);
  private final BooleanProperty queue = new SimpleBooleanProperty();

  /** A panel that stands there whenever panels do. */
  void add(Node panel) {
    add(panel, shown);
  }

  /** A panel that stands there whenever panels do and it has something to show. */
  void add(Node panel, ObservableBooleanValue wanted) {
    panel.visibleProperty().bind(Bindings.and(shown, wanted));
    panel.managedProperty().bind(panel.visibleProperty());
  }

  /** A button that is down while there are panels. */
  void control(ToggleButton button) {
    button.selectedProperty().bindBidirectional(shown);
  }

  /** Whether the queue is shown, which makes no way for anything. */
  BooleanProperty queueProperty() {
    return queue;
  }

  void toggleQueue() {
    queue.set(!queue.get());
  }

  /** For a command whose place is in one of them. */
  void show() {
    shown.set(true);
  }

  void toggle() {
    shown.set(!shown.get());
  }
}
