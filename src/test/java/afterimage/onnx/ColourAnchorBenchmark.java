package afterimage.onnx;

import afterimage.diffusion.pipeline.BoxBlur;
import afterimage.diffusion.pipeline.ColourAnchor;
import afterimage.image.Damage;
import afterimage.image.Picture;
import afterimage.image.likeness.Similarity;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * What a colour anchor's filter takes and leaves: {@code mvn test -Dgroups=benchmark
 * -DexcludedGroups= -Dtest=ColourAnchorBenchmark}.
 */
@Tag("benchmark")
class ColourAnchorBenchmark {
  private static final int DRIFT_RADIUS = 32;

  /** A low pass over a plane. */
  private interface LowPass {
    float[] of(float[] plane, int width);
  }

  private static final Map<String, LowPass> FILTERS =
      new TreeMap<>(
          Map.of(
              "0 none", (plane, width) -> new float[plane.length],
              "1 box^3 r 6", (plane, width) -> boxes(plane, width, 6),
              "2 box^3 r 12", (plane, width) -> boxes(plane, width, 12),
              "3 box^3 r 24", (plane, width) -> boxes(plane, width, 24),
              "4 wavelet 5", (plane, width) -> wavelet(plane, width, 5),
              "5 anchor", ColourAnchor::lowPass));

  @Test
  void filters_builtInModel_driftAndQuality() throws Exception {
    List<Picture> photos = BuiltInModel.photos();
    try (BuiltInModel model = new BuiltInModel()) {
      for (double strength : new double[] {0.2, 0.5, 0.8}) {
        for (Map.Entry<String, LowPass> filter : FILTERS.entrySet()) {
          double[] sums = new double[4];
          for (int i = 0; i < photos.size(); i++) {
            Picture clean = photos.get(i);
            Picture damaged = Damage.BLUR_NOISE_JPEG.of(clean, i);
            Picture refined = model.refineBy(damaged, strength);
            long start = System.nanoTime();
            Picture anchored = anchored(damaged, refined, filter.getValue());
            sums[3] += (System.nanoTime() - start) / 1e6;
            double[] drift = drift(damaged, anchored);
            sums[0] += drift[0];
            sums[1] = Math.max(sums[1], drift[1]);
            sums[2] += Similarity.psnr(anchored, clean);
          }
          int n = photos.size();
          System.out.printf(
              "strength %.1f  %-12s drift mean %.3f, most %.2f of 255  PSNR to clean %.3f dB  %.0f"
                  + " ms%n",
              strength, filter.getKey(), sums[0] / n, sums[1], sums[2] / n, sums[3] / n);
        }
      }
    }
  }

  private static Picture anchored(Picture original, Picture made, LowPass filter) {
    int width = made.width();
    byte[] rgb = new byte[width * made.height() * 3];
    for (int channel = 0; channel < 3; channel++) {
      float[] low = filter.of(change(made, original, channel), width);
      for (int i = 0; i < low.length; i++) {
        double value = made.sample(i % width, i / width, channel) + low[i];
        rgb[3 * i + channel] = (byte) Math.round(Math.clamp(value, 0, 1) * 255);
      }
    }
    return Picture.of8Bit(width, made.height(), rgb, null);
  }

  /** Mean and most of what a blur over 64 pixels leaves of the difference, in 255ths. */
  private static double[] drift(Picture original, Picture made) {
    double sum = 0;
    double most = 0;
    int count = 0;
    for (int channel = 0; channel < 3; channel++) {
      float[] change = change(original, made, channel);
      for (float value : BoxBlur.apply(change, made.width(), DRIFT_RADIUS)) {
        sum += Math.abs(value);
        most = Math.max(most, Math.abs(value));
        count++;
      }
    }
    return new double[] {255 * sum / count, 255 * most};
  }

  private static float[] change(Picture from, Picture to, int channel) {
    float[] change = new float[from.width() * from.height()];
    for (int i = 0; i < change.length; i++) {
      int x = i % from.width();
      int y = i / from.width();
      change[i] = to.sample(x, y, channel) - from.sample(x, y, channel);
    }
    return change;
  }

  private static float[] boxes(float[] plane, int width, int radius) {
    float[] low = plane;
    for (int pass = 0; pass < 3; pass++) {
      low = BoxBlur.apply(low, width, radius);
    }
    return low;
  }

  /** StableSR's: (1, 2, 1) / 4 in both directions, spread by 1, 2, 4 and so on; edges repeated. */
  private static float[] wavelet(float[] plane, int width, int levels) {
    int height = plane.length / width;
    float[] low = plane;
    for (int level = 0; level < levels; level++) {
      int far = 1 << level;
      float[] across = new float[plane.length];
      float[] both = new float[plane.length];
      for (int i = 0; i < plane.length; i++) {
        int x = i % width;
        int row = i - x;
        across[i] =
            low[i] / 2
                + (low[row + Math.max(0, x - far)] + low[row + Math.min(width - 1, x + far)]) / 4;
      }
      for (int i = 0; i < plane.length; i++) {
        int x = i % width;
        int y = i / width;
        both[i] =
            across[i] / 2
                + (across[Math.max(0, y - far) * width + x]
                        + across[Math.min(height - 1, y + far) * width + x])
                    / 4;
      }
      low = both;
    }
    return low;
  }
}
