package afterimage.ui.mask;

import afterimage.engine.PixelArea;
import afterimage.ui.canvas.CompareView;
import afterimage.ui.canvas.Viewport;
import javafx.scene.layout.Pane;
import javafx.scene.shape.Rectangle;

/** A frame over the canvas around what a refine sees where only the masked part is refined. */
public final class CropFrame extends Pane {
  private final CompareView view;
  private final MaskModel masks;
  private final Rectangle edge = new Rectangle();
  private final Rectangle dashes = new Rectangle();
  private final Rectangle pane = new Rectangle();

  /**
   * @param view the canvas
   * @param masks has the part
   */
  public CropFrame(CompareView view, MaskModel masks) {
    this.view = view;
    this.masks = masks;
    setId("crop-frame");
    setMouseTransparent(true);
    setMinSize(0, 0);
    setClip(pane);
    // Seen on light and dark alike.
    edge.getStyleClass().add("crop-frame-edge");
    dashes.getStyleClass().add("crop-frame-dashes");
    getChildren().addAll(edge, dashes);
    masks.cropProperty().subscribe(_ -> place());
    view.viewportProperty().subscribe(_ -> place());
    view.originalHeldProperty().subscribe(_ -> place());
    view.visibleProperty().subscribe(_ -> place());
  }

  private void place() {
    PixelArea area = masks.cropProperty().get();
    boolean seen = area != null && view.isVisible() && !view.originalHeldProperty().get();
    setVisible(seen);
    if (area == null || !seen) {
      return;
    }
    Viewport viewport = view.viewportProperty().get();
    pane.setWidth(viewport.viewWidth());
    pane.setHeight(viewport.viewHeight());
    double left = Math.round(viewport.toViewX(area.x())) + 0.5;
    double top = Math.round(viewport.toViewY(area.y())) + 0.5;
    double right = Math.round(viewport.toViewX(area.x() + area.width())) - 0.5;
    double bottom = Math.round(viewport.toViewY(area.y() + area.height())) - 0.5;
    for (Rectangle line : new Rectangle[] {edge, dashes}) {
      line.setX(left);
      line.setY(top);
      line.setWidth(Math.max(1, right - left));
      line.setHeight(Math.max(1, bottom - top));
    }
  }
}
