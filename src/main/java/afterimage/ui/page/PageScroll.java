package afterimage.ui.page;

import javafx.scene.control.ScrollPane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/** The part of a page that scrolls in a small window, or with large texts. */
public final class PageScroll extends ScrollPane {
  /** So that a fraction of a pixel brings no scroll bar. */
  private static final double ROUNDING = 4;

  public PageScroll(Region content) {
    super(content);
    getStyleClass().add("page-scroll");
    setFitToWidth(true);
    setFocusTraversable(false);
    setHbarPolicy(ScrollBarPolicy.NEVER);
    // As high as its content at the width it has; on its own it would guess from another width.
    content
        .layoutBoundsProperty()
        .subscribe(bounds -> setPrefViewportHeight(Math.ceil(bounds.getHeight()) + ROUNDING));
    VBox.setVgrow(this, Priority.ALWAYS);
  }
}
