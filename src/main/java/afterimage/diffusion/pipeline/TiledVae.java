package afterimage.diffusion.pipeline;

import afterimage.engine.Cancellation;
import afterimage.engine.CancelledException;
import afterimage.engine.EngineException;
import afterimage.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * An autoencoder that is shown large pictures in overlapping tiles, so that the memory it takes
 * does not grow with the picture. Networks that look no further than an overlap give what they give
 * for the whole picture; those that take the mean of all they see (group normalisation) differ a
 * little from tile to tile, as with diffusers' {@code enable_vae_tiling}.
 */
public final class TiledVae implements Vae {
  private static final int OVERLAP = 128;

  private final Vae vae;
  private final int factor;
  private final long area;
  private final int most;
  private final int overlap;
  private final int multiple;

  /**
   * @param vae sees the tiles
   * @param factor pixels that a latent position covers in each direction
   * @param area in pixels; pictures of no more are shown whole
   * @param side longest of a tile in pixels, at least 256
   * @param multiple of pixels that the networks take, a multiple of {@code factor}
   */
  public TiledVae(Vae vae, int factor, long area, int side, int multiple) {
    this.vae = vae;
    this.factor = factor;
    this.area = area;
    this.multiple = multiple / factor;
    int overlapping = Math.ceilDiv(Math.min(OVERLAP, side / 4), multiple);
    this.overlap = overlapping * this.multiple;
    // Where the multiple is large, tiles are longer than asked for: less would be none.
    this.most = Math.max(side / multiple, 2 * overlapping + 1) * this.multiple;
  }

  @Override
  public boolean decoderSeesImage() {
    return vae.decoderSeesImage();
  }

  @Override
  public Moments encode(Tensor images, Cancellation cancellation)
      throws EngineException, CancelledException {
    TileAxis rows = axis(images.dim(2) / factor);
    TileAxis columns = axis(images.dim(3) / factor);
    if (isWhole(rows, columns)) {
      return vae.encode(images, cancellation);
    }
    Blend mean = new Blend(rows, columns, 1);
    Blend logvar = new Blend(rows, columns, 1);
    for (int y = 0; y < rows.starts().length; y++) {
      for (int x = 0; x < columns.starts().length; x++) {
        Moments tile = vae.encode(cut(images, rows, y, columns, x, factor), cancellation);
        mean.add(tile.mean(), y, x);
        logvar.add(tile.logvar(), y, x);
      }
    }
    return new Moments(mean.whole(), logvar.whole());
  }

  @Override
  public Tensor decode(Tensor latents, @Nullable Original original, Cancellation cancellation)
      throws EngineException, CancelledException {
    TileAxis rows = axis(latents.dim(2));
    TileAxis columns = axis(latents.dim(3));
    if (isWhole(rows, columns)) {
      return vae.decode(latents, original, cancellation);
    }
    Blend images = new Blend(rows, columns, factor);
    for (int y = 0; y < rows.starts().length; y++) {
      for (int x = 0; x < columns.starts().length; x++) {
        Original seen =
            original == null
                ? null
                : new Original(
                    cut(original.images(), rows, y, columns, x, factor), original.strength());
        Tensor tile = cut(latents, rows, y, columns, x, 1);
        images.add(vae.decode(tile, seen, cancellation), y, x);
      }
    }
    return images.whole();
  }

  private TileAxis axis(int length) {
    return TileAxis.of(length, most, overlap, multiple);
  }

  private boolean isWhole(TileAxis rows, TileAxis columns) {
    boolean small = (long) rows.length() * columns.length() * factor * factor <= area;
    return small || (rows.starts().length == 1 && columns.starts().length == 1);
  }

  /** The part of [batch, channels, height, width] that a tile covers, scaled. */
  private static Tensor cut(Tensor from, TileAxis rows, int y, TileAxis columns, int x, int scale) {
    int height = rows.size() * scale;
    int width = columns.size() * scale;
    Tensor part = Tensor.zeros(from.dim(0), from.dim(1), height, width);
    int planes = from.dim(0) * from.dim(1);
    for (int plane = 0; plane < planes; plane++) {
      for (int row = 0; row < height; row++) {
        int at = (plane * from.dim(2) + rows.starts()[y] * scale + row) * from.dim(3);
        System.arraycopy(
            from.data(),
            at + columns.starts()[x] * scale,
            part.data(),
            (plane * height + row) * width,
            width);
      }
    }
    return part;
  }

  /** Tiles laid over each other by their weights. */
  private static final class Blend {
    private final TileAxis rows;
    private final TileAxis columns;
    private final int scale;
    private @Nullable Tensor whole;

    Blend(TileAxis rows, TileAxis columns, int scale) {
      this.rows = rows;
      this.columns = columns;
      this.scale = scale;
    }

    void add(Tensor tile, int y, int x) {
      Tensor sum = whole;
      if (sum == null) {
        sum =
            Tensor.zeros(tile.dim(0), tile.dim(1), rows.length() * scale, columns.length() * scale);
        whole = sum;
      }
      float[] vertical = rows.weights(y, scale);
      float[] horizontal = columns.weights(x, scale);
      float[] from = tile.data();
      float[] to = sum.data();
      int planes = tile.dim(0) * tile.dim(1);
      for (int plane = 0; plane < planes; plane++) {
        for (int row = 0; row < vertical.length; row++) {
          int at = (plane * vertical.length + row) * horizontal.length;
          int start = rows.starts()[y] * scale + row;
          int into = (plane * sum.dim(2) + start) * sum.dim(3) + columns.starts()[x] * scale;
          for (int column = 0; column < horizontal.length; column++) {
            to[into + column] += vertical[row] * horizontal[column] * from[at + column];
          }
        }
      }
    }

    Tensor whole() {
      if (whole == null) {
        throw new IllegalStateException("no tile was added");
      }
      return whole;
    }
  }
}
