package afterimage.diffusion.pipeline;

import afterimage.tensor.Tensor;

/**
 * Puts back what the autoencoder lost: {@code decoded + keep · (original - reconstruction)}. The
 * autoencoder is lossy, so that text and faces suffer even where the model changed nothing; the
 * reconstruction, the original encoded and decoded, tells what it loses.
 *
 * <p>{@code keep} falls with strength, and where the result departs from the reconstruction, since
 * old detail on new content is a ghost.
 *
 * @param share in [0, 1]
 * @param strength of the run, in [0, 1]
 */
record DetailRestoration(double share, double strength) {
  /** Departure at which a third of the detail is kept: 19 of 255 levels, in [-1, 1]. */
  private static final double DEPARTURE = 0.15;

  /**
   * Departures are averaged over squares of 9 pixels: content moves, single pixels only flicker.
   */
  private static final int RADIUS = 4;

  private static final int CHANNELS = 3;

  boolean isOn() {
    return share > 0 && strength < 1;
  }

  /**
   * The composition.
   *
   * @param decoded [pictures, 3, height, width]
   * @param reconstruction of the originals, of the same shape
   * @param original of the same shape
   */
  Tensor apply(Tensor decoded, Tensor reconstruction, Tensor original) {
    Tensor composed = decoded.copy();
    int width = decoded.dim(3);
    int plane = decoded.dim(2) * width;
    for (int item = 0; item < decoded.dim(0); item++) {
      int from = item * CHANNELS * plane;
      float[] departure = new float[plane];
      for (int channel = 0; channel < CHANNELS; channel++) {
        for (int i = 0; i < plane; i++) {
          int at = from + channel * plane + i;
          float change = decoded.data()[at] - reconstruction.data()[at];
          departure[i] += change * change / CHANNELS;
        }
      }
      float[] smooth = BoxBlur.apply(departure, width, RADIUS);
      for (int i = 0; i < plane; i++) {
        float keep =
            (float) (share * (1 - strength) * Math.exp(-smooth[i] / (DEPARTURE * DEPARTURE)));
        for (int channel = 0; channel < CHANNELS; channel++) {
          int at = from + channel * plane + i;
          composed.data()[at] += keep * (original.data()[at] - reconstruction.data()[at]);
        }
      }
    }
    return composed;
  }
}
