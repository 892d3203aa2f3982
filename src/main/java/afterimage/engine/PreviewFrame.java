package afterimage.engine;

/**
 * The picture as predicted after a step, usually smaller than the final one; covers the same area.
 *
 * @param step from 1 to {@code steps}
 * @param steps steps in all
 * @param width of the frame in pixels
 * @param height of the frame in pixels
 * @param argb width × height opaque pixels {@code 0xFFRRGGBB}, rows from the top; not to be changed
 */
public record PreviewFrame(int step, int steps, int width, int height, int[] argb) {}
