package afterimage.ui.style;

import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.value.ObservableDoubleValue;
import javafx.css.PseudoClass;
import javafx.scene.layout.Region;

/**
 * How much room a window leaves for texts and controls of their size, as pseudo-classes for the
 * style sheet: {@code :narrow} and {@code :low}. A small window is the one thing, large texts in a
 * window of any size the other.
 */
public final class WindowSizeClass {
  private static final PseudoClass NARROW = PseudoClass.getPseudoClass("narrow");
  private static final PseudoClass LOW = PseudoClass.getPseudoClass("low");

  /** In pixels at the usual size of texts. */
  private static final double NARROW_WIDTH = 840;

  private static final double LOW_HEIGHT = 560;

  private final Region root;
  private final ObservableDoubleValue scale;
  private final ReadOnlyBooleanWrapper low = new ReadOnlyBooleanWrapper();

  /** Keeps the pseudo-classes of {@code root} right from now on. */
  public WindowSizeClass(Region root, ObservableDoubleValue scale) {
    this.root = root;
    this.scale = scale;
    root.widthProperty().subscribe(this::measure);
    root.heightProperty().subscribe(this::measure);
    scale.subscribe(_ -> measure()); // With a value, unlike a bare Runnable, it runs at once.
  }

  private void measure() {
    low.set(root.getHeight() < LOW_HEIGHT * scale.get());
    root.pseudoClassStateChanged(LOW, low.get());
    root.pseudoClassStateChanged(NARROW, root.getWidth() < NARROW_WIDTH * scale.get());
  }

  /** Whether it is low. */
  public ReadOnlyBooleanProperty lowProperty() {
    return low.getReadOnlyProperty();
  }
}
