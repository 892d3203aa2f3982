package afterimage.image;

/**
 * How to write a picture.
 *
 * @param jpegQuality 0 to 1, for JPEG only
 * @param overwrite whether a file of that name may be replaced
 */
public record WriteOptions(double jpegQuality, boolean overwrite) {

  /** JPEG at 95 %, nothing overwritten. */
  public static final WriteOptions DEFAULT = new WriteOptions(0.95, false);

  /**
   * The options in their ranges.
   *
   * @throws IllegalArgumentException if the quality is out of its range
   */
  public WriteOptions {
    if (!(jpegQuality >= 0 && jpegQuality <= 1)) {
      throw new IllegalArgumentException("quality " + jpegQuality + " is not between 0 and 1");
    }
  }

  /** The same, replacing files or not. */
  public WriteOptions overwriting(boolean replace) {
    return new WriteOptions(jpegQuality, replace);
  }
}
