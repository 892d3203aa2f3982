package afterimage.diffusion.pipeline;

/**
 * Tiles along one side of a picture: equally long, overlapping, and weighted so that in each place
 * the weights add up to 1. In an overlap the outer quarters belong to the other tile alone, since a
 * network knows least at the edge of what it sees; between them one tile fades into the other.
 *
 * @param length of the side
 * @param size of a tile
 * @param starts of the tiles, the first 0
 */
record TileAxis(int length, int size, int[] starts) {
  private static final double UNUSED = 0.25;

  /**
   * As few tiles as will do, and then as small as will do.
   *
   * @param length a multiple of {@code multiple}
   * @param most longest tile, a multiple of {@code multiple} and more than twice {@code overlap}
   * @param overlap of two tiles at least, but for what rounding takes of it
   * @param multiple of starts and sizes
   */
  static TileAxis of(int length, int most, int overlap, int multiple) {
    if (length <= most) {
      return new TileAxis(length, length, new int[] {0});
    }
    int count = Math.ceilDiv(length - overlap, most - overlap);
    int size = Math.ceilDiv(Math.ceilDiv(length + (count - 1) * overlap, count), multiple);
    size = Math.min(most, size * multiple);
    int[] starts = new int[count];
    for (int i = 1; i < count; i++) {
      long even = (long) i * (length - size) / (count - 1);
      starts[i] = (int) (even / multiple * multiple);
    }
    return new TileAxis(length, size, starts);
  }

  /**
   * How much a tile counts along its length.
   *
   * @param scale places for each unit of the axis
   */
  float[] weights(int tile, int scale) {
    float[] weights = new float[size * scale];
    int before = tile == 0 ? 0 : starts[tile - 1] + size - starts[tile];
    int after = tile == starts.length - 1 ? 0 : starts[tile] + size - starts[tile + 1];
    for (int i = 0; i < weights.length; i++) {
      double in = before == 0 ? 1 : share((i + 0.5) / (before * scale));
      double out = after == 0 ? 0 : share((i + 0.5 - (size - after) * scale) / (after * scale));
      weights[i] = (float) (in * (1 - out));
    }
    return weights;
  }

  /** Of the tile that begins, at a place in an overlap from 0 to 1. */
  private static double share(double place) {
    return Math.clamp((place - UNUSED) / (1 - 2 * UNUSED), 0, 1);
  }
}
