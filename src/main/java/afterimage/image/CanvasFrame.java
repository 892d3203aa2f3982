package afterimage.image;

import java.awt.Graphics2D;
import java.awt.image.BufferedImage;

/**
 * Where a frame of an animation lies on the picture that it is a part of.
 *
 * @param canvasWidth of the whole picture, in pixels
 * @param canvasHeight of the whole picture, in pixels
 * @param x of the frame's left side
 * @param y of the frame's upper side
 */
record CanvasFrame(int canvasWidth, int canvasHeight, int x, int y) {

  /** The frame on its canvas, which is clear around it. */
  BufferedImage onCanvas(BufferedImage image) {
    boolean fills =
        x == 0 && y == 0 && image.getWidth() == canvasWidth && image.getHeight() == canvasHeight;
    if (fills) {
      return image;
    }
    BufferedImage canvas =
        new BufferedImage(canvasWidth, canvasHeight, BufferedImage.TYPE_INT_ARGB);
    Graphics2D graphics = canvas.createGraphics();
    graphics.drawImage(image, x, y, null);
    graphics.dispose();
    return canvas;
  }
}
