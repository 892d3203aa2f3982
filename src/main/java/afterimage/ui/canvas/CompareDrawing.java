package afterimage.ui.canvas;

import afterimage.guard.Guard;
import afterimage.guard.GuardException;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import javafx.scene.canvas.Canvas;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.image.Image;
import org.jspecify.annotations.Nullable;

/**
 * Draws before and after as a mode has them, from tiles and from what is made of both. Draws only
 * what is damaged. For the FX thread.
 */
final class CompareDrawing {
  private static final long TILE_BYTES = 192L << 20;

  private final TileCache tiles;
  private final SidePainter painter;
  private final DerivedPictures derived;
  private final Damage damage = new Damage();

  /**
   * How the sides are shown.
   *
   * @param held whether the before side shows everywhere
   * @param swapped whether before is where after usually is
   * @param split place of the line, from 0 to 1
   * @param gain of a picture made of both sides
   * @param veil over the picture, or null
   * @param outputScale device pixels a view unit
   * @param pixelated whether enlarged pixels keep their edges
   */
  record Look(
      CompareMode mode,
      boolean held,
      boolean swapped,
      double split,
      double gain,
      @Nullable Image veil,
      Viewport viewport,
      double outputScale,
      boolean pixelated) {}

  /**
   * @param workers where tiles are made
   * @param whenMade called on the FX thread when there is something new to draw
   * @param whenFailed told on the FX thread why something cannot be drawn
   */
  CompareDrawing(Executor workers, Runnable whenMade, Consumer<GuardException> whenFailed) {
    tiles = new TileCache(TILE_BYTES, workers, whenMade, whenFailed);
    painter = new SidePainter(tiles);
    derived = new DerivedPictures(workers, whenMade, whenFailed);
  }

  /** What has to be redrawn the next time. */
  Damage damage() {
    return damage;
  }

  /** Lets go of what belongs to other pictures. */
  void retain(Set<MipPyramid> shown) {
    tiles.retain(shown);
    derived.clear();
  }

  /** Lets go of what was made of both sides. */
  void forgetDerived() {
    derived.clear();
  }

  /** Where the sides differ, as far as the mode finds that out. */
  Optional<ChangeGrid> changes() {
    return derived.changes();
  }

  /**
   * Draws what is damaged, after which nothing is. What the context had set is set again
   * afterwards, whatever happens.
   *
   * @param sides null for nothing
   * @throws GuardException if it cannot be drawn; nothing is on the canvas then
   */
  void draw(Canvas canvas, @Nullable Comparison sides, Look look) throws GuardException {
    GraphicsContext gc = canvas.getGraphicsContext2D();
    boolean whole = false;
    gc.save();
    try {
      Guard.call(
          () -> {
            damage.clip(gc, look.viewport);
            gc.clearRect(0, 0, canvas.getWidth(), canvas.getHeight());
            tiles.begin();
            if (sides != null && canvas.getWidth() >= 1) {
              drawSides(gc, canvas.getWidth(), sides, look);
            }
            return gc;
          });
      whole = true;
    } finally {
      gc.restore();
      if (!whole) {
        clear(canvas);
      }
    }
  }

  /** Draws nothing at all; everything has to be drawn the next time. */
  void clear(Canvas canvas) {
    canvas.getGraphicsContext2D().clearRect(0, 0, canvas.getWidth(), canvas.getHeight());
    damage.addAll();
  }

  private void drawSides(GraphicsContext gc, double width, Comparison sides, Look look) {
    Side original = sides.before();
    Side refined = sides.refined();
    Side left = look.swapped ? refined : original;
    Side right = look.swapped ? original : refined;
    double line = look.held ? width : Math.round(look.split * width);
    CompareMode.Layout layout = look.mode.layout();
    double pane = layout == CompareMode.Layout.PANES ? Zoom.paneOfTwo(width) : width;
    switch (layout) {
      case SPLIT -> {
        paint(gc, look.held ? original : left, look, 0, 0, line);
        paint(gc, right, look, 0, line, width);
      }
      case PANES -> {
        paint(gc, left, look, 0, 0, pane);
        paint(gc, right, look, pane + Zoom.GAP, pane + Zoom.GAP, width);
      }
      case ONE -> {
        Side one =
            look.mode.derivation().map(how -> sides.derived(derived, how, look.gain)).orElse(right);
        paint(gc, look.held ? original : one, look, 0, 0, width);
      }
    }
    if (look.veil != null && !look.held) {
      paint(gc, new Side.Frame(look.veil, sides.width(), sides.height()), look, 0, 0, pane);
    }
  }

  private void paint(
      GraphicsContext gc, Side side, Look look, double origin, double from, double to) {
    painter.paint(
        gc,
        side,
        new SidePainter.Pane(look.viewport, origin, from, to, look.outputScale, look.pixelated));
  }
}
