package afterimage.image;

import java.util.Arrays;

/**
 * A frame of an animated WebP (RFC 9649, section 2.7.1.1).
 *
 * @param place where it lies
 * @param sides width and height, less one, in 24 bits each as the file has them
 */
record WebpFrame(CanvasFrame place, byte[] sides) {

  /**
   * Reads a frame's place.
   *
   * @param canvas the extended header
   * @param frame the frame's header
   */
  static WebpFrame of(byte[] canvas, byte[] frame) {
    return new WebpFrame(
        new CanvasFrame(
            1 + int24(canvas, 4), 1 + int24(canvas, 7), 2 * int24(frame, 0), 2 * int24(frame, 3)),
        Arrays.copyOfRange(frame, 6, 12));
  }

  private static int int24(byte[] bytes, int at) {
    return (bytes[at] & 0xff) | (bytes[at + 1] & 0xff) << 8 | (bytes[at + 2] & 0xff) << 16;
  }
}
