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

  void paint(GraphicsContext gc, Side side, Pane pane) {
    if (pane.right <= pane.left) {
      return;
    }
    double deviceScale = pane.viewport.scale() * pane.outputScale;
    gc.save();
    gc.beginPath();
    gc.rect(pane.left, 0, pane.right - pane.left, pane.viewport.viewHeight());
    gc.clip();
    switch (side) {
      case Side.Whole(MipPyramid pyramid) -> {
        gc.setImageSmoothing(!pane.pixelated && deviceScale < CRISP_FROM);
        if (pyramid.picture().hasAlpha()) {
          paintChecks(gc, pane);
        }
        paintTiles(gc, pyramid, pane, pyramid.levelFor(deviceScale));
      }
      case Side.Frame(Image image) -> {
        gc.setImageSmoothing(true);
        double x = pane.x(0);
        double y = pane.y(0);
        double width = pane.x(pane.viewport.imageWidth()) - x;
        gc.drawImage(image, x, y, width, pane.y(pane.viewport.imageHeight()) - y);
      }
    }
    gc.restore();
  }

  private void paintTiles(GraphicsContext gc, MipPyramid pyramid, Pane pane, int level) {
    Viewport viewport = pane.viewport;
    double side = (double) (TileCache.SIDE << level);
    double fromX = Math.max(0, viewport.toImageX(pane.left - pane.originX));
    double toX = Math.min(viewport.imageWidth(), viewport.toImageX(pane.right - pane.originX));
    double fromY = Math.max(0, viewport.toImageY(0));
    double toY = Math.min(viewport.imageHeight(), viewport.toImageY(viewport.viewHeight()));
    for (int row = (int) (fromY / side); row * side < toY; row++) {
      for (int column = (int) (fromX / side); column * side < toX; column++) {
        paintTile(gc, new Tile(pyramid, level, column, row), pane);
      }
    }
  }

  /** Draws a tile, or what coarser levels have of its place until it is made. */
  private void paintTile(GraphicsContext gc, Tile tile, Pane pane) {
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
    double width = pane.viewport.imageWidth();
    double height = pane.viewport.imageHeight();
    double x = pane.x(tile.x() * unit);
    double y = pane.y(tile.y() * unit);
    double right = pane.x(Math.min(width, (tile.x() + tile.width()) * unit));
    double bottom = pane.y(Math.min(height, (tile.y() + tile.height()) * unit));
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
  private static void paintChecks(GraphicsContext gc, Pane pane) {
    double left = Math.max(pane.left, pane.x(0));
    double right = Math.min(pane.right, pane.x(pane.viewport.imageWidth()));
    double top = Math.max(0, pane.y(0));
    double bottom = Math.min(pane.viewport.viewHeight(), pane.y(pane.viewport.imageHeight()));
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
