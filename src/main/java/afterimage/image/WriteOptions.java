package afterimage.image;

import org.jspecify.annotations.Nullable;

/**
 * How to write a picture.
 *
 * @param jpegQuality 0 to 1, for JPEG only
 * @param overwrite whether a file of that name may be replaced
 * @param bitDepth of a channel, 8 or 16; null for the picture's own. JPEG and BMP have 8 whatever
 *     it says
 * @param colorProfile whether sRGB's ICC profile is written along, for programs that take pictures
 *     without one for something else; PNG names sRGB without it as well
 */
public record WriteOptions(
    double jpegQuality, boolean overwrite, @Nullable Integer bitDepth, boolean colorProfile) {

  /** JPEG at 95 %, nothing overwritten, the picture's own depth, no profile. */
  public static final WriteOptions DEFAULT = new WriteOptions(0.95, false);

  /**
   * The options in their ranges.
   *
   * @throws IllegalArgumentException if one is out of its range
   */
  public WriteOptions {
    if (!(jpegQuality >= 0 && jpegQuality <= 1)) {
      throw new IllegalArgumentException("quality " + jpegQuality + " is not between 0 and 1");
    }
    if (bitDepth != null && bitDepth != 8 && bitDepth != 16) {
      throw new IllegalArgumentException("depth " + bitDepth + " is neither 8 nor 16");
    }
  }

  /** With the picture's own depth and no profile. */
  public WriteOptions(double jpegQuality, boolean overwrite) {
    this(jpegQuality, overwrite, null, false);
  }

  /** The same, replacing files or not. */
  public WriteOptions overwriting(boolean replace) {
    return new WriteOptions(jpegQuality, replace, bitDepth, colorProfile);
  }
}
