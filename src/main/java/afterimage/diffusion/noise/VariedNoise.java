package afterimage.diffusion.noise;

import afterimage.tensor.Tensor;

/**
 * Noise on the way from one seed's to another's: the first draws are mixed by spherical
 * interpolation, as A1111's variation seeds are, the rest is the first seed's. A1111 interpolates
 * each column of a latent channel for itself; so does this, since the same picture is the point.
 */
public final class VariedNoise implements NoiseSource {
  private final NoiseSource from;
  private final NoiseSource to;
  private final double share;
  private int left;

  /**
   * @param from at share 0
   * @param to at share 1
   * @param share in [0, 1]
   * @param draws how many draws are mixed
   */
  public VariedNoise(NoiseSource from, NoiseSource to, double share, int draws) {
    this.from = from;
    this.to = to;
    this.share = share;
    this.left = draws;
  }

  @Override
  public Tensor normal(int... shape) {
    Tensor drawn = from.normal(shape);
    if (left == 0 || shape.length < 2) {
      return drawn;
    }
    left--;
    return interpolate(drawn, to.normal(shape), share);
  }

  /**
   * Spherical interpolation along the last dimension but one.
   *
   * @param low at share 0, [..., height, width]
   * @param high at share 1, of the same shape
   */
  static Tensor interpolate(Tensor low, Tensor high, double share) {
    Tensor mixed = low.copy();
    int rank = low.shape().length;
    int width = low.dim(rank - 1);
    int height = low.dim(rank - 2);
    int plane = width * height;
    for (int start = 0; start < mixed.data().length; start += plane) {
      for (int x = 0; x < width; x++) {
        column(low.data(), high.data(), mixed.data(), start + x, width, height, share);
      }
    }
    return mixed;
  }

  private static void column(
      float[] low, float[] high, float[] mixed, int start, int stride, int count, double share) {
    double lowSquares = 0;
    double highSquares = 0;
    double product = 0;
    for (int i = 0; i < count; i++) {
      float a = low[start + i * stride];
      float b = high[start + i * stride];
      lowSquares += a * a;
      highSquares += b * b;
      product += a * b;
    }
    double cosine = product / Math.sqrt(lowSquares * highSquares);
    double angle = Math.acos(Math.clamp(cosine, -1, 1));
    double sine = Math.sin(angle);
    // Two directions that are one, or opposite ones, span no arc.
    boolean flat = !(sine > 1e-6);
    double ofLow = flat ? 1 - share : Math.sin((1 - share) * angle) / sine;
    double ofHigh = flat ? share : Math.sin(share * angle) / sine;
    for (int i = 0; i < count; i++) {
      int at = start + i * stride;
      mixed[at] = (float) (ofLow * low[at] + ofHigh * high[at]);
    }
  }
}
