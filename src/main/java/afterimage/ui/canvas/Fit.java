package afterimage.ui.canvas;

/**
 * Where a side lies on the picture that the viewport is about: as large as fits, in the middle,
 * undistorted; a side of the picture's own size covers it.
 *
 * @param scale the picture's pixels a pixel of the side
 * @param left where the side begins, in the picture's pixels
 * @param top where the side begins, in the picture's pixels
 */
record Fit(double scale, double left, double top) {

  static Fit of(Side side, Viewport viewport) {
    double width = viewport.imageWidth();
    double height = viewport.imageHeight();
    double scale = Math.min(width / side.width(), height / side.height());
    return new Fit(scale, (width - side.width() * scale) / 2, (height - side.height() * scale) / 2);
  }

  double toImageX(double x) {
    return left + x * scale;
  }

  double toImageY(double y) {
    return top + y * scale;
  }

  double toOwnX(double imageX) {
    return (imageX - left) / scale;
  }

  double toOwnY(double imageY) {
    return (imageY - top) / scale;
  }
}
