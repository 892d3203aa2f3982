package afterimage.ui.canvas;

/**
 * Which part of a picture a pane shows. Immutable; every change keeps the picture in the pane: it
 * is centred where it is smaller than the pane, and leaves no gap where it is larger.
 *
 * @param viewWidth of the pane, in view units
 * @param viewHeight of the pane, in view units
 * @param imageWidth of the picture, in pixels
 * @param imageHeight of the picture, in pixels
 * @param scale view units a pixel
 * @param centerX the pixel position in the middle of the pane
 * @param centerY the pixel position in the middle of the pane
 * @param fitted whether the picture is fitted to the pane and stays so when the pane changes
 */
public record Viewport(
    double viewWidth,
    double viewHeight,
    double imageWidth,
    double imageHeight,
    double scale,
    double centerX,
    double centerY,
    boolean fitted) {

  /** The largest scale. */
  public static final double MAX_SCALE = 32;

  /** Small pictures are enlarged at most so far when fitted. */
  static final double MAX_FIT = 4;

  /** Room around a fitted picture, in view units. */
  static final double MARGIN = 24;

  /** A picture fitted into a pane. */
  public static Viewport fit(
      double viewWidth, double viewHeight, double imageWidth, double imageHeight) {
    double scale = fitScale(viewWidth, viewHeight, imageWidth, imageHeight);
    return new Viewport(
        viewWidth,
        viewHeight,
        imageWidth,
        imageHeight,
        scale,
        imageWidth / 2,
        imageHeight / 2,
        true);
  }

  /** The same picture fitted into the same pane. */
  public Viewport fit() {
    return fit(viewWidth, viewHeight, imageWidth, imageHeight);
  }

  /** The same place in a pane of another size. */
  public Viewport withView(double width, double height) {
    if (fitted) {
      return fit(width, height, imageWidth, imageHeight);
    }
    return new Viewport(width, height, imageWidth, imageHeight, scale, centerX, centerY, false)
        .clamped();
  }

  /** The same pane before another picture: at the same place if it has the same size. */
  public Viewport withImage(double width, double height) {
    boolean same = width == imageWidth && height == imageHeight;
    return same ? this : fit(viewWidth, viewHeight, width, height);
  }

  /** A scale and the pixel in the middle of the pane, brought into their ranges. */
  public Viewport at(double newScale, double newCenterX, double newCenterY) {
    double bounded = Math.clamp(newScale, minScale(), MAX_SCALE);
    return new Viewport(
            viewWidth, viewHeight, imageWidth, imageHeight, bounded, newCenterX, newCenterY, false)
        .clamped();
  }

  /** Another scale, with the pixel at a view position staying where it is. */
  public Viewport zoomedAt(double newScale, double x, double y) {
    double bounded = Math.clamp(newScale, minScale(), MAX_SCALE);
    double newCenterX = toImageX(x) - (x - viewWidth / 2) / bounded;
    double newCenterY = toImageY(y) - (y - viewHeight / 2) / bounded;
    return new Viewport(
            viewWidth, viewHeight, imageWidth, imageHeight, bounded, newCenterX, newCenterY, false)
        .clamped();
  }

  /** Another scale around the middle of the pane. */
  public Viewport zoomed(double newScale) {
    return zoomedAt(newScale, viewWidth / 2, viewHeight / 2);
  }

  /** The picture moved by view units. */
  public Viewport panned(double dx, double dy) {
    return new Viewport(
            viewWidth,
            viewHeight,
            imageWidth,
            imageHeight,
            scale,
            centerX - dx / scale,
            centerY - dy / scale,
            fitted)
        .clamped();
  }

  public double toImageX(double x) {
    return centerX + (x - viewWidth / 2) / scale;
  }

  public double toImageY(double y) {
    return centerY + (y - viewHeight / 2) / scale;
  }

  public double toViewX(double x) {
    return viewWidth / 2 + (x - centerX) * scale;
  }

  public double toViewY(double y) {
    return viewHeight / 2 + (y - centerY) * scale;
  }

  /** The smallest scale: the fitted one, but never so large that 100 % is out of reach. */
  double minScale() {
    return Math.min(1, fitScale(viewWidth, viewHeight, imageWidth, imageHeight));
  }

  private Viewport clamped() {
    return new Viewport(
        viewWidth,
        viewHeight,
        imageWidth,
        imageHeight,
        scale,
        clampCenter(centerX, imageWidth, viewWidth / scale),
        clampCenter(centerY, imageHeight, viewHeight / scale),
        fitted);
  }

  private static double clampCenter(double center, double size, double shown) {
    return shown >= size ? size / 2 : Math.clamp(center, shown / 2, size - shown / 2);
  }

  private static double fitScale(
      double viewWidth, double viewHeight, double imageWidth, double imageHeight) {
    double width = Math.max(1, viewWidth - 2 * MARGIN);
    double height = Math.max(1, viewHeight - 2 * MARGIN);
    return Math.min(MAX_FIT, Math.min(width / imageWidth, height / imageHeight));
  }
}
