package afterimage.image;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How to write a picture.
 *
 * @param quality 0 to 1, for formats that have one; at 1 only JPEG loses something
 * @param overwrite whether a file of that name may be replaced
 * @param bitDepth of a channel, one of {@link #DEPTHS}; null for the picture's own. Formats that do
 *     not have it have the next that they have, or else the most
 * @param switches what is on, where the format can have it
 */
public record WriteOptions(
    double quality, boolean overwrite, @Nullable Integer bitDepth, Set<WriteSwitch> switches) {

  /** What a channel may have, in one format or another. */
  public static final List<Integer> DEPTHS = List.of(8, 10, 12, 16);

  /** A quality of 95 %, nothing overwritten, the picture's own depth and colours. */
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
    if (bitDepth != null && !DEPTHS.contains(bitDepth)) {
      throw new IllegalArgumentException("depth " + bitDepth + " is not 8, 10, 12 or 16");
    }
  }

  /** With the picture's own depth and what is usual in commands. */
  public WriteOptions(double quality, boolean overwrite) {
    this(quality, overwrite, null, WriteSwitch.all(WriteSwitch::isUsualInCommands));
  }

  /** Bits of a channel in a file of a format. */
  int depthIn(PictureFormat format, Picture picture) {
    int wanted = wantedDepth(picture);
    return format.depths().stream()
        .filter(depth -> depth >= wanted)
        .findFirst()
        .orElse(format.maxDepth());
  }

  /** Bits that a channel is to have, if a format has them. */
  int wantedDepth(Picture picture) {
    return bitDepth == null ? picture.bitDepth() : bitDepth;
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
