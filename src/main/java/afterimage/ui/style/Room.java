package afterimage.ui.style;

import javafx.beans.InvalidationListener;
import javafx.beans.value.ObservableDoubleValue;
import javafx.css.PseudoClass;
import javafx.scene.layout.Region;

/**
 * How much room a window leaves for texts and controls of their size, as pseudo-classes for the
 * style sheet: {@code :narrow} and {@code :low}. A small window is the one thing, large texts in a
 * window of any size the other.
 */
public final class Room {
  private static final PseudoClass NARROW = PseudoClass.getPseudoClass("narrow");
  private static final PseudoClass LOW = PseudoClass.getPseudoClass("low");

  /** In pixels at the usual size of texts. */
  private static final double NARROW_WIDTH = 840;

  private static final double LOW_HEIGHT = 560;

  private Room() {}

  /** Keeps the pseudo-classes of {@code root} right. */
  public static void watch(Region root, ObservableDoubleValue scale) {
    InvalidationListener listener =
        _ -> {
          root.pseudoClassStateChanged(NARROW, root.getWidth() < NARROW_WIDTH * scale.get());
          root.pseudoClassStateChanged(LOW, root.getHeight() < LOW_HEIGHT * scale.get());
        };
    root.widthProperty().addListener(listener);
    root.heightProperty().addListener(listener);
    scale.addListener(listener);
  }
}
