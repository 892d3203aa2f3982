package afterimage.diffusion.preview;

import afterimage.engine.PreviewFrame;
import afterimage.tensor.Tensor;
import java.util.Arrays;

/**
 * Paints latents without decoding them: each position's colour is a linear function of its
 * channels.
 *
 * @param factors rows of red, green and blue, one for each latent channel
 * @param bias red, green and blue, for latents of zero; colours are in [-1, 1]
 */
public record LatentPreview(float[][] factors, float[] bias) {

  /** Fits SDXL's latents; the figures are ComfyUI's (comfy/latent_formats.py, class SDXL). */
  public static final LatentPreview SDXL =
      new LatentPreview(
          new float[][] {
            {0.3651f, 0.4232f, 0.4341f},
            {-0.2533f, -0.0042f, 0.1068f},
            {0.1076f, 0.1111f, -0.0362f},
            {-0.3165f, -0.2492f, -0.2188f}
          },
          new float[] {0.1084f, -0.0175f, -0.0011f});

  /** How many channels the latents must have. */
  public int channels() {
    return factors.length;
  }

  /**
   * Paints the top left part of the first item.
   *
   * @param latents [1 or more, channels, height, width], scaled
   * @param width of the part, in latent positions
   * @param height of the part, in latent positions
   */
  public PreviewFrame paint(int step, int steps, Tensor latents, int width, int height) {
    int rowLength = latents.dim(3);
    int plane = latents.dim(2) * rowLength;
    int[] argb = new int[width * height];
    Arrays.fill(argb, 0xff000000);
    float[] row = new float[width];
    for (int y = 0; y < height; y++) {
      for (int colour = 0; colour < 3; colour++) {
        Arrays.fill(row, bias[colour]);
        for (int channel = 0; channel < factors.length; channel++) {
          add(row, latents.data(), channel * plane + y * rowLength, factors[channel][colour]);
        }
        for (int x = 0; x < width; x++) {
          argb[y * width + x] |= level(row[x]) << (16 - 8 * colour);
        }
      }
    }
    return new PreviewFrame(step, steps, width, height, argb);
  }

  /** Channel after channel along a row, as they lie in memory. */
  private static void add(float[] row, float[] latents, int from, float factor) {
    for (int x = 0; x < row.length; x++) {
      row[x] += latents[from + x] * factor;
    }
  }

  /** Truncated, not rounded, as previews elsewhere are. */
  private static int level(float value) {
    return (int) (Math.clamp((value + 1) / 2, 0f, 1f) * 255);
  }
}
