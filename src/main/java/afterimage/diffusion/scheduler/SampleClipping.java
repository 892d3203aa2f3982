package afterimage.diffusion.scheduler;

import afterimage.tensor.Tensor;
import java.util.Arrays;

/** Keeps predicted clean pictures in range; meant for models of pixels, off for latents. */
sealed interface SampleClipping {

  /** The limit that a configuration asks for; thresholding goes before clipping. */
  static SampleClipping of(SchedulerConfig config, boolean clipByDefault) {
    if (config.flag("thresholding", false)) {
      return new Threshold(
          config.number("dynamic_thresholding_ratio", 0.995),
          (float) config.number("sample_max_value", 1));
    }
    return config.flag("clip_sample", clipByDefault)
        ? new Clip((float) config.number("clip_sample_range", 1))
        : new None();
  }

  /** A predicted clean picture in range, [batch, ...]. */
  Tensor apply(Tensor original);

  /** No limit. */
  record None() implements SampleClipping {
    @Override
    public Tensor apply(Tensor original) {
      return original;
    }
  }

  /** Values are cut off. */
  record Clip(float range) implements SampleClipping {
    @Override
    public Tensor apply(Tensor original) {
      return Elementwise.map(original, x -> Math.clamp(x, -range, range));
    }
  }

  /**
   * Each picture is cut off at a high quantile of its own values and divided by it (Saharia et al.
   * 2022, dynamic thresholding).
   */
  record Threshold(double ratio, float most) implements SampleClipping {
    @Override
    public Tensor apply(Tensor original) {
      Tensor limited = original.copy();
      int size = limited.data().length / limited.dim(0);
      for (int start = 0; start < limited.data().length; start += size) {
        limit(limited.data(), start, size);
      }
      return limited;
    }

    private void limit(float[] values, int start, int size) {
      float[] magnitudes = Arrays.copyOfRange(values, start, start + size);
      for (int i = 0; i < size; i++) {
        magnitudes[i] = Math.abs(magnitudes[i]);
      }
      Arrays.sort(magnitudes);
      float bound = Math.clamp(quantile(magnitudes), 1, Math.max(1, most));
      for (int i = start; i < start + size; i++) {
        values[i] = Math.clamp(values[i], -bound, bound) / bound;
      }
    }

    private float quantile(float[] sorted) {
      double place = ratio * (sorted.length - 1);
      int below = (int) place;
      int above = Math.min(below + 1, sorted.length - 1);
      return (float) (sorted[below] + (place - below) * (sorted[above] - sorted[below]));
    }
  }
}
