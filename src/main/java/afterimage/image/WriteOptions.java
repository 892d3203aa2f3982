package afterimage.image;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How to write a picture.
 *
 * @param quality 0 to 1, for JPEG and WebP; at 1 WebP loses nothing
 * @param overwrite whether a file of that name may be replaced
 * @param bitDepth of a channel, 8 or 16; null for the picture's own. JPEG, WebP and BMP have 8
 *     whatever it says
 * @param switches what is on, where the format can have it
 */
public record WriteOptions(
    double quality, boolean overwrite, @Nullable Integer bitDepth, Set<WriteSwitch> switches) {

  /** JPEG and WebP at 95 %, nothing overwritten, the picture's own depth and colours. */
  public static final WriteOptions DEFAULT = new WriteOptions(0.95, false);

  /**
   * The options in their ranges.
   *
   * @throws IllegalArgumentException if one is out of its range
   */
  public WriteOptions {
    switches = Set.copyOf(switches);
    if (!(quality >= 0 && quality <= 1)) {
      throw new IllegalArgumentException("quality " + quality + " is not between 0 and 1");
    }
    if (bitDepth != null && bitDepth != 8 && bitDepth != 16) {
      throw new IllegalArgumentException("depth " + bitDepth + " is neither 8 nor 16");
    }
  }

  /** With the picture's own depth and what is usual in commands. */
  public WriteOptions(double quality, boolean overwrite) {
    this(quality, overwrite, null, WriteSwitch.all(WriteSwitch::isUsualInCommands));
  }

  /** Whether the file is to have something. */
  public boolean has(WriteSwitch part) {
    return switches.contains(part);
  }

  /** What of a picture's metadata is to be given to {@link PictureWriter}. */
  public MetadataChoice metadata() {
    return new MetadataChoice(switches);
  }

  /** The same, replacing files or not. */
  public WriteOptions overwriting(boolean replace) {
    return new WriteOptions(quality, replace, bitDepth, switches);
  }
}
