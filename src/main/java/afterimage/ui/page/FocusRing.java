package afterimage.ui.page;

import afterimage.ui.text.Texts;
import javafx.scene.Node;
import javafx.scene.TraversalDirection;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;

/**
 * A page between two guards that nobody sees. Tab past the last control comes to the second guard,
 * which hands the keyboard to the first control, and the other way round: what lies behind the page
 * is out of the keyboard's reach while the page is open.
 */
final class FocusRing extends StackPane {
  private final Region first = guard();
  private final Region last = guard();

  FocusRing(Node page) {
    getChildren().addAll(first, page, last);
    first.focusedProperty().subscribe(on -> turn(on, last, TraversalDirection.PREVIOUS));
    last.focusedProperty().subscribe(on -> turn(on, first, TraversalDirection.NEXT));
  }

  /** Gives the keyboard to the first control. */
  void enter() {
    first.requestFocusTraversal(TraversalDirection.NEXT);
  }

  private static void turn(boolean reached, Region from, TraversalDirection direction) {
    if (reached) {
      from.requestFocusTraversal(direction);
    }
  }

  private static Region guard() {
    Region guard = new Region();
    guard.setFocusTraversable(true);
    guard.setAccessibleText(Texts.of("pages.accessible"));
    guard.setMouseTransparent(true);
    guard.setMaxSize(0, 0);
    return guard;
  }
}
