package afterimage.ui.canvas;

import javafx.geometry.Rectangle2D;
import javafx.scene.canvas.GraphicsContext;
import org.jspecify.annotations.Nullable;

/** What has to be redrawn: everything, or only a part of the picture. */
final class Damage {
  /** A smoothed edge reaches so many view units beyond its pixel. */
  private static final double REACH = 2;

  private boolean all = true;
  private @Nullable Rectangle2D part;

  /** Everything has to be drawn. */
  void addAll() {
    all = true;
  }

  /** A part has to be drawn, too; in the picture's pixels. */
  void add(Rectangle2D more) {
    Rectangle2D now = part;
    part = now == null ? more : union(now, more);
  }

  /** Lets a drawing change only what has to be drawn, after which nothing has. */
  void clip(GraphicsContext gc, Viewport viewport) {
    Rectangle2D now = take(viewport);
    if (now != null) {
      // A brush moves more often than the whole view could be drawn.
      gc.beginPath();
      gc.rect(now.getMinX(), now.getMinY(), now.getWidth(), now.getHeight());
      gc.clip();
    }
  }

  /**
   * What has to be drawn, after which nothing has.
   *
   * @return a part of the view on whole units, or null for all of it
   */
  @Nullable Rectangle2D take(Viewport viewport) {
    Rectangle2D now = part;
    boolean everything = all || now == null;
    all = false;
    part = null;
    if (everything || now == null) {
      return null;
    }
    double left = Math.floor(viewport.toViewX(now.getMinX()) - REACH);
    double top = Math.floor(viewport.toViewY(now.getMinY()) - REACH);
    double right = Math.ceil(viewport.toViewX(now.getMaxX()) + REACH);
    double bottom = Math.ceil(viewport.toViewY(now.getMaxY()) + REACH);
    return new Rectangle2D(left, top, right - left, bottom - top);
  }

  private static Rectangle2D union(Rectangle2D one, Rectangle2D other) {
    double left = Math.min(one.getMinX(), other.getMinX());
    double top = Math.min(one.getMinY(), other.getMinY());
    return new Rectangle2D(
        left,
        top,
        Math.max(one.getMaxX(), other.getMaxX()) - left,
        Math.max(one.getMaxY(), other.getMaxY()) - top);
  }
}
