package afterimage.ui.canvas;

import java.util.function.BooleanSupplier;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.geometry.Point2D;
import javafx.scene.layout.Region;

/**
 * Which part of the picture a compare view shows, in one pane or alike in two beside each other.
 * Positions in the view are in view units. For the FX thread.
 */
public final class Zoom {
  /** Between two panes, in view units. */
  static final double GAP = 2;

  private final Region view;
  private final BooleanSupplier twoPanes;
  private final ReadOnlyObjectWrapper<Viewport> viewport =
      new ReadOnlyObjectWrapper<>(Viewport.fit(1, 1, 1, 1));

  /**
   * @param view on which the picture is
   * @param twoPanes whether two panes share it now
   */
  Zoom(Region view, BooleanSupplier twoPanes) {
    this.view = view;
    this.twoPanes = twoPanes;
  }

  public ReadOnlyObjectProperty<Viewport> viewportProperty() {
    return viewport.getReadOnlyProperty();
  }

  /** Fits the picture. */
  public void fit() {
    viewport.set(viewport.get().fit());
  }

  /** Zooms around the middle, 1 for one picture pixel a device pixel. */
  public void to(double deviceScale) {
    viewport.set(viewport.get().zoomed(deviceScale / outputScale()));
  }

  /** Zooms by a factor around the middle. */
  public void by(double factor) {
    Viewport now = viewport.get();
    viewport.set(now.zoomed(now.scale() * factor));
  }

  /** Zooms by a factor around a position in the view. */
  void by(double factor, double x, double y) {
    Viewport now = viewport.get();
    viewport.set(now.zoomedAt(now.scale() * factor, paneX(x), y));
  }

  /** Shows a place of the picture at a scale in view units a pixel. */
  public void lookAt(double scale, double centerX, double centerY) {
    viewport.set(viewport.get().at(scale, centerX, centerY));
  }

  /** Device pixels a picture pixel takes now. */
  public double deviceScale() {
    return viewport.get().scale() * outputScale();
  }

  void pan(double dx, double dy) {
    viewport.set(viewport.get().panned(dx, dy));
  }

  /** A double click: to 100 % at that place, and back to fit. */
  void toggle(double x, double y) {
    Viewport now = viewport.get();
    double full = 1 / outputScale();
    viewport.set(now.fitted() ? now.zoomedAt(full, paneX(x), y) : now.fit());
  }

  /** A position in the view as one in the picture, in pixels. */
  Point2D toImage(double x, double y) {
    Viewport now = viewport.get();
    return new Point2D(now.toImageX(paneX(x)), now.toImageY(y));
  }

  /** Another picture is shown, of a size in pixels. */
  void useImage(double width, double height) {
    viewport.set(viewport.get().withImage(width, height));
  }

  /** The view has another size, or another number of panes. */
  void useView() {
    Viewport now = viewport.get().withView(paneWidth(), Math.max(1, view.getHeight()));
    if (!now.equals(viewport.get())) { // Or every layout would ask for the next one.
      viewport.set(now);
    }
  }

  /** The width of each of two panes on so much. */
  static double paneOfTwo(double width) {
    return Math.floor((width - GAP) / 2);
  }

  /** Device pixels a view unit. */
  double outputScale() {
    return view.getScene() == null || view.getScene().getWindow() == null
        ? 1
        : view.getScene().getWindow().getOutputScaleX();
  }

  private double paneWidth() {
    double width = view.getWidth();
    return Math.max(1, twoPanes.getAsBoolean() ? paneOfTwo(width) : width);
  }

  /** A position in the view as one in its pane. */
  private double paneX(double x) {
    double pane = paneWidth();
    return x > pane + GAP ? x - pane - GAP : x;
  }
}
