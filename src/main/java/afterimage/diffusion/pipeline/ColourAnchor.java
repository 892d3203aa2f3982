package afterimage.diffusion.pipeline;

import afterimage.tensor.Tensor;

/**
 * Keeps the colours of what was refined: {@code made + share · L(original - made)}, where {@code L}
 * takes the low frequencies. Brightness and tint of all that is larger than a few dozen pixels so
 * come from the original, and everything finer from the model, as with the colour correction of
 * StableSR (Wang et al. 2023).
 *
 * <p>{@code L} is a Gaussian of 6.5 pixels' standard deviation, as three box blurs in a row, taken
 * of the change and then of what that leaves. StableSR's wavelet of five levels is a wider
 * Gaussian, but for the edges, and leaves up to twice the drift ({@code ColourAnchorBenchmark}).
 *
 * @param share in [0, 1]
 */
public record ColourAnchor(double share) {
  private static final int RADIUS = 6;
  private static final int BOXES = 3;

  /**
   * The picture with the original's colours.
   *
   * @param made [pictures, 3, height, width]
   * @param original of the same shape
   */
  public Tensor apply(Tensor made, Tensor original) {
    if (share == 0) {
      return made;
    }
    Tensor anchored = made.copy();
    int width = made.dim(3);
    int plane = made.dim(2) * width;
    float[] change = new float[plane];
    for (int from = 0; from < made.data().length; from += plane) {
      for (int i = 0; i < plane; i++) {
        change[i] = original.data()[from + i] - made.data()[from + i];
      }
      float[] low = lowPass(change, width);
      for (int i = 0; i < plane; i++) {
        anchored.data()[from + i] += (float) share * low[i];
      }
    }
    return anchored;
  }

  /** The low frequencies of a plane, {@code L(x) + L(x - L(x))}. */
  public static float[] lowPass(float[] plane, int width) {
    float[] low = blurred(plane, width);
    float[] left = new float[plane.length];
    for (int i = 0; i < left.length; i++) {
      left[i] = plane[i] - low[i];
    }
    float[] more = blurred(left, width);
    for (int i = 0; i < left.length; i++) {
      low[i] += more[i];
    }
    return low;
  }

  private static float[] blurred(float[] plane, int width) {
    float[] blurred = plane;
    for (int box = 0; box < BOXES; box++) {
      blurred = BoxBlur.apply(blurred, width, RADIUS);
    }
    return blurred;
  }
}
