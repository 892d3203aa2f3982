package afterimage.image;

import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.util.Arrays;

/**
 * Where a frame of an animated WebP lies (RFC 9649, section 2.7.1.1).
 *
 * @param canvasWidth of the whole picture, in pixels
 * @param canvasHeight of the whole picture, in pixels
 * @param x of the frame's left side
 * @param y of the frame's upper side
 * @param sides width and height, less one, in 24 bits each as the file has them
 */
record WebpFrame(int canvasWidth, int canvasHeight, int x, int y, byte[] sides) {

  /**
   * Reads a frame's place.
   *
   * @param canvas the extended header
   * @param frame the frame's header
   */
  static WebpFrame of(byte[] canvas, byte[] frame) {
    return new WebpFrame(
        1 + int24(canvas, 4),
        1 + int24(canvas, 7),
        2 * int24(frame, 0),
        2 * int24(frame, 3),
        Arrays.copyOfRange(frame, 6, 12));
  }

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

  private static int int24(byte[] bytes, int at) {
    return (bytes[at] & 0xff) | (bytes[at + 1] & 0xff) << 8 | (bytes[at + 2] & 0xff) << 16;
  }
}
