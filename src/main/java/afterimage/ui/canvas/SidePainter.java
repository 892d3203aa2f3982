package afterimage.ui.canvas;

import afterimage.ui.canvas.TileCache.Tile;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.image.Image;
import javafx.scene.paint.Color;

/**
 * Draws one side of the comparison into a part of the canvas. Edges fall on whole device pixels, or
 * smoothing would leave seams between the tiles.
 */
final class SidePainter {
  /** From this many device pixels a picture's pixel on, smoothing is of no more use. */
  private static final double CRISP_FROM = 3;

  private static final double CHECK = 8;
  private static final Color LIGHT_CHECK = Color.gray(0.78);
  private static final Color DARK_CHECK = Color.gray(0.62);

  private final TileCache tiles;

  SidePainter(TileCache tiles) {
    this.tiles = tiles;
  }

  /**
   * Where and how to draw.
   *
   * @param viewport of the pane
   * @param originX where the pane begins on the canvas
   * @param left where drawing may begin on the canvas
   * @param right where drawing must end on the canvas
   * @param outputScale device pixels a view unit
   * @param pixelated whether enlarged pixels keep their edges at any scale
   */
  record Pane(
      Viewport viewport,
      double originX,
      double left,
      double right,
      double outputScale,
      boolean pixelated) {

    double x(double imageX) {
      return snap(originX + viewport.toViewX(imageX));
    }

    double y(double imageY) {
      return snap(viewport.toViewY(imageY));
    }

    private double snap(double value) {
      return Math.round(value * outputScale) / outputScale;
    }
  }

  /** A side in a pane: positions in its own pixels become the canvas'. */
  private record Placed(Side side, Fit fit, Pane pane) {
    static Placed of(Side side, Pane pane) {
      return new Placed(side, Fit.of(side, pane.viewport), pane);
    }

    double x(double x) {
      double at = pane.x(fit.toImageX(x));
      return x < side.width() ? at : Math.max(at, x(0) + thinnest());
    }

    double y(double y) {
      double at = pane.y(fit.toImageY(y));
      return y < side.height() ? at : Math.max(at, y(0) + thinnest());
    }

    double ownX(double viewX) {
      double own = fit.toOwnX(pane.viewport.toImageX(viewX - pane.originX));
      return Math.clamp(own, 0, side.width());
    }

    double ownY(double viewY) {
      return Math.clamp(fit.toOwnY(pane.viewport.toImageY(viewY)), 0, side.height());
    }

    /** Device pixels a pixel of the side. */
    double deviceScale() {
      return pane.viewport.scale() * fit.scale() * pane.outputScale;
    }

    /** What is there is seen, however thin: a device pixel. */
    private double thinnest() {
      return 1 / pane.outputScale;
    }
  }

  /** Draws a side; what the context had set is set again afterwards, whatever happens. */
  void paint(GraphicsContext gc, Side side, Pane pane) {
    if (pane.right <= pane.left) {
      return;
    }
    Placed placed = Placed.of(side, pane);
    gc.save();
    try {
      gc.beginPath();
      gc.rect(pane.left, 0, pane.right - pane.left, pane.viewport.viewHeight());
      gc.clip();
      paint(gc, placed);
    } finally {
      gc.restore();
    }
  }

  private void paint(GraphicsContext gc, Placed placed) {
    switch (placed.side) {
      case Side.Whole(MipPyramid pyramid) -> {
        double scale = placed.deviceScale();
        gc.setImageSmoothing(!placed.pane.pixelated && scale < CRISP_FROM);
        if (pyramid.picture().hasAlpha()) {
          paintChecks(gc, placed);
        }
        paintTiles(gc, pyramid, placed, pyramid.levelFor(scale));
      }
      case Side.Frame(Image image, double width, double height) -> {
        gc.setImageSmoothing(true);
        double x = placed.x(0);
        double y = placed.y(0);
        gc.drawImage(image, x, y, placed.x(width) - x, placed.y(height) - y);
      }
    }
  }

  private void paintTiles(GraphicsContext gc, MipPyramid pyramid, Placed placed, int level) {
    double side = (double) (TileCache.SIDE << level);
    Pane pane = placed.pane;
    double fromX = placed.ownX(pane.left);
    double toX = placed.ownX(pane.right);
    double fromY = placed.ownY(0);
    double toY = placed.ownY(pane.viewport.viewHeight());
    for (int row = (int) (fromY / side); row * side < toY; row++) {
      for (int column = (int) (fromX / side); column * side < toX; column++) {
        paintTile(gc, new Tile(pyramid, level, column, row), placed);
      }
    }
  }

  /** Draws a tile, or what coarser levels have of its place until it is made. */
  private void paintTile(GraphicsContext gc, Tile tile, Placed placed) {
    Image image = tiles.get(tile);
    Tile from = tile;
    int top = tile.pyramid().levels() - 1;
    while (image == null && from.level() < top) {
      from = new Tile(from.pyramid(), from.level() + 1, from.column() / 2, from.row() / 2);
      image = from.level() == top ? tiles.getNow(from) : tiles.peek(from);
    }
    if (image == null) {
      image = tiles.getNow(tile);
    }
    double unit = 1 << tile.level();
    double x = placed.x(tile.x() * unit);
    double y = placed.y(tile.y() * unit);
    double right = placed.x(Math.min(placed.side.width(), (tile.x() + tile.width()) * unit));
    double bottom = placed.y(Math.min(placed.side.height(), (tile.y() + tile.height()) * unit));
    double shrink = 1 << (from.level() - tile.level());
    gc.drawImage(
        image,
        tile.x() / shrink - from.x(),
        tile.y() / shrink - from.y(),
        Math.min(tile.width() / shrink, image.getWidth()),
        Math.min(tile.height() / shrink, image.getHeight()),
        x,
        y,
        right - x,
        bottom - y);
  }

  /** The pattern that stands for transparency, over the visible part of the picture. */
  private static void paintChecks(GraphicsContext gc, Placed placed) {
    Pane pane = placed.pane;
    double left = Math.max(pane.left, placed.x(0));
    double right = Math.min(pane.right, placed.x(placed.side.width()));
    double top = Math.max(0, placed.y(0));
    double bottom = Math.min(pane.viewport.viewHeight(), placed.y(placed.side.height()));
    if (right <= left || bottom <= top) {
      return;
    }
    gc.setFill(LIGHT_CHECK);
    gc.fillRect(left, top, right - left, bottom - top);
    gc.setFill(DARK_CHECK);
    for (int row = (int) (top / CHECK); row * CHECK < bottom; row++) {
      for (int column = (int) (left / CHECK); column * CHECK < right; column++) {
        if ((row + column) % 2 == 0) {
          double x = Math.max(left, column * CHECK);
          double y = Math.max(top, row * CHECK);
          double width = Math.min(right, (column + 1) * CHECK) - x;
          gc.fillRect(x, y, width, Math.min(bottom, (row + 1) * CHECK) - y);
        }
      }
    }
  }
}
