package afterimage.image.watermark;

/**
 * One channel of a picture.
 *
 * @param width of a row
 * @param values rows from the top
 */
record Plane(int width, float[] values) {

  int height() {
    return values.length / width;
  }

  /** The sides rounded down to whole multiples of 4, the part that carries the message. */
  int usedWidth() {
    return width / 4 * 4;
  }

  int usedHeight() {
    return height() / 4 * 4;
  }
}
