package afterimage.image;

import java.io.IOException;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;

/**
 * How an ordinary TIFF file has its pixels: interleaved grey or RGB of 8 or 16 bits, perhaps with
 * opacity, uncompressed or deflated, in strips or tiles (TIFF 6.0, sections 3, 14, 15 and 18).
 *
 * @param colors samples of a pixel that are colours, 1 or 3
 * @param alpha what a sample behind them is; {@link StoredAlpha#NONE} if there is none
 * @param bits of a sample
 * @param deflated whether segments are compressed
 * @param differences whether samples are stored as differences to those of the pixel before
 * @param segmentWidth of a tile; the picture's for strips
 * @param segmentHeight of a tile or strip
 * @param offsets where segments begin in the file
 * @param lengths of the segments in the file, in bytes
 */
record TiffLayout(
    int width,
    int height,
    int colors,
    StoredAlpha alpha,
    int bits,
    boolean deflated,
    boolean differences,
    int segmentWidth,
    int segmentHeight,
    ByteOrder order,
    TiffDirectory.Field offsets,
    TiffDirectory.Field lengths) {

  private static final int BITS = 258;
  private static final int COMPRESSION = 259;
  private static final int PHOTOMETRIC = 262;
  private static final int FILL_ORDER = 266;
  private static final int SAMPLES = 277;
  private static final int ROWS_PER_STRIP = 278;
  private static final int PLANAR = 284;
  private static final int PREDICTOR = 317;
  private static final int TILE_WIDTH = 322;
  private static final int TILE_HEIGHT = 323;
  private static final int EXTRA_SAMPLES = 338;
  private static final int SAMPLE_FORMAT = 339;
  private static final int MAX_SIDE = 1 << 20;

  /** Samples of a pixel. */
  int samples() {
    return alpha == StoredAlpha.NONE ? colors : colors + 1;
  }

  /** Segments from left to right. */
  int across() {
    return Math.ceilDiv(width, segmentWidth);
  }

  /** All segments. */
  int segments() {
    return Math.multiplyExact(across(), Math.ceilDiv(height, segmentHeight));
  }

  /** Of a file whose pixels are stored so; null for others. */
  static @Nullable TiffLayout of(TiffDirectory directory, ByteOrder order) throws IOException {
    int colors = colors(directory);
    StoredAlpha alpha = alpha(directory, colors);
    int samples = (int) directory.number(SAMPLES, 1);
    long bits = same(directory, BITS, samples, 1);
    int compression = (int) directory.number(COMPRESSION, 1);
    boolean deflated = compression == 8 || compression == 32_946;
    long predictor = directory.number(PREDICTOR, 1);
    boolean plain =
        colors > 0
            && alpha != null
            && (bits == 8 || bits == 16)
            && same(directory, SAMPLE_FORMAT, samples, 1) == 1
            && (deflated || compression == 1)
            && (predictor == 1 || (predictor == 2 && deflated))
            && directory.number(FILL_ORDER, 1) == 1
            && (samples == 1 || directory.number(PLANAR, 1) == 1);
    if (!plain || alpha == null) {
      return null;
    }
    boolean tiled = directory.hasTag(324);
    TiffDirectory.Field offsets = directory.field(tiled ? 324 : 273);
    TiffDirectory.Field lengths = directory.field(tiled ? 325 : 279);
    long width = directory.number(256, 0);
    long height = directory.number(257, 0);
    long columns = tiled ? directory.number(TILE_WIDTH, 0) : width;
    long rows = tiled ? directory.number(TILE_HEIGHT, 0) : directory.number(ROWS_PER_STRIP, height);
    if (offsets == null || lengths == null || !isSide(width) || !isSide(height)) {
      return null;
    }
    // Strips may claim more rows than the picture has.
    rows = tiled ? rows : Math.min(rows, height);
    if (!isSide(columns) || !isSide(rows)) {
      return null;
    }
    TiffLayout layout =
        new TiffLayout(
            (int) width,
            (int) height,
            colors,
            alpha,
            (int) bits,
            deflated,
            predictor == 2,
            (int) columns,
            (int) rows,
            order,
            offsets,
            lengths);
    int segments = layout.segments();
    return offsets.count() == segments && lengths.count() == segments ? layout : null;
  }

  private static boolean isSide(long pixels) {
    return pixels > 0 && pixels <= MAX_SIDE;
  }

  /** Black is zero, or RGB. */
  private static int colors(TiffDirectory directory) throws IOException {
    return switch ((int) directory.number(PHOTOMETRIC, -1)) {
      case 1 -> 1;
      case 2 -> 3;
      default -> 0;
    };
  }

  /** Null if there are samples of which nobody can tell what they are. */
  private static @Nullable StoredAlpha alpha(TiffDirectory directory, int colors)
      throws IOException {
    long extra = directory.number(SAMPLES, 1) - colors;
    if (extra == 0) {
      return StoredAlpha.NONE;
    }
    TiffDirectory.Field field = directory.field(EXTRA_SAMPLES);
    if (extra != 1 || field == null || field.count() != 1) {
      return null;
    }
    return switch ((int) directory.number(field, 0, 0)) {
      case 1 -> StoredAlpha.ASSOCIATED;
      case 2 -> StoredAlpha.AS_DECODED;
      default -> null;
    };
  }

  /** What a field says of every sample; -1 if not the same of all. */
  private static long same(TiffDirectory directory, int tag, int samples, long missing)
      throws IOException {
    TiffDirectory.Field field = directory.field(tag);
    if (field == null) {
      return directory.hasTag(tag) ? -1 : missing;
    }
    if (field.count() != samples) {
      return -1;
    }
    long first = directory.number(field, 0, -1);
    for (int i = 1; i < samples; i++) {
      if (directory.number(field, i, -1) != first) {
        return -1;
      }
    }
    return first;
  }
}
