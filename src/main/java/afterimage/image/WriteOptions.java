package afterimage.image;

import org.jspecify.annotations.Nullable;

/**
 * How to write a picture.
 *
 * @param quality 0 to 1, for JPEG and WebP; at 1 WebP loses nothing
 * @param overwrite whether a file of that name may be replaced
 * @param bitDepth of a channel, 8 or 16; null for the picture's own. JPEG, WebP and BMP have 8
 *     whatever it says
 * @param colorProfile whether sRGB's ICC profile is written along, for programs that take pictures
 *     without one for something else; PNG names sRGB without it as well
 */
public record WriteOptions(
    double quality, boolean overwrite, @Nullable Integer bitDepth, boolean colorProfile) {

  /** JPEG and WebP at 95 %, nothing overwritten, the picture's own depth, no profile. */
  public static final WriteOptions DEFAULT = new WriteOptions(0.95, false);

  /**
   * The options in their ranges.
   *
   * @throws IllegalArgumentException if one is out of its range
   */
  public WriteOptions {
    if (!(quality >= 0 && quality <= 1)) {
      throw new IllegalArgumentException("quality " + quality + " is not between 0 and 1");
    }
    if (bitDepth != null && bitDepth != 8 && bitDepth != 16) {
      throw new IllegalArgumentException("depth " + bitDepth + " is neither 8 nor 16");
    }
  }

  /** With the picture's own depth and no profile. */
  public WriteOptions(double quality, boolean overwrite) {
    this(quality, overwrite, null, false);
  }

  /** The same, replacing files or not. */
  public WriteOptions overwriting(boolean replace) {
    return new WriteOptions(quality, replace, bitDepth, colorProfile);
  }
}
