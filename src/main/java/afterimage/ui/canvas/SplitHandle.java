package afterimage.ui.canvas;

import java.util.function.DoubleConsumer;
import javafx.scene.AccessibleRole;
import javafx.scene.Cursor;
import javafx.scene.input.KeyCode;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.shape.SVGPath;

/** The line between before and after, with a grip to drag; arrow keys move it as well. */
final class SplitHandle extends Region {
  private static final double GRIP = 36;
  private static final double REACH = 12;
  private static final double LINE = 2;
  private static final double KEY_STEP = 16;
  private static final String ARROWS = "M -4 -4 L -8 0 L -4 4 M 4 -4 L 8 0 L 4 4";

  private final Region line = new Region();
  private final StackPane grip = new StackPane();

  /**
   * @param name what a screen reader says
   * @param moveBy told how far to move, in view units
   */
  SplitHandle(String name, DoubleConsumer moveBy) {
    line.getStyleClass().add("split-line");
    grip.getStyleClass().add("split-grip");
    SVGPath arrows = new SVGPath();
    arrows.setContent(ARROWS);
    arrows.getStyleClass().add("split-arrows");
    grip.getChildren().add(arrows);
    getChildren().addAll(line, grip);
    getStyleClass().add("split-handle");
    setId("split-handle");
    setAccessibleRole(AccessibleRole.SLIDER);
    setAccessibleText(name);
    setFocusTraversable(true);
    setCursor(Cursor.H_RESIZE);
    setPickOnBounds(true);
    addEventHandler(MouseEvent.MOUSE_PRESSED, event -> press(event));
    addEventHandler(
        MouseEvent.MOUSE_DRAGGED,
        event -> {
          moveBy.accept(event.getX() - getWidth() / 2);
          event.consume();
        });
    setOnKeyPressed(
        event -> {
          if (event.getCode() == KeyCode.LEFT || event.getCode() == KeyCode.RIGHT) {
            moveBy.accept(event.getCode() == KeyCode.LEFT ? -KEY_STEP : KEY_STEP);
            event.consume();
          }
        });
  }

  private void press(MouseEvent event) {
    requestFocus();
    event.consume();
  }

  @Override
  protected double computePrefWidth(double height) {
    return 2 * REACH;
  }

  @Override
  protected void layoutChildren() {
    double middle = getWidth() / 2;
    line.resizeRelocate(middle - LINE / 2, 0, LINE, getHeight());
    grip.resizeRelocate(middle - GRIP / 2, (getHeight() - GRIP) / 2, GRIP, GRIP);
  }
}
