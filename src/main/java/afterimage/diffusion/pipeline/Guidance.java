package afterimage.diffusion.pipeline;

import afterimage.engine.GuidanceInterval;
import afterimage.tensor.Tensor;

/**
 * Classifier-free guidance.
 *
 * @param scale 1 or less switches it off
 * @param rescale in [0, 1], how much of the positive prediction's contrast is given back (Lin et
 *     al., "Common Diffusion Noise Schedules and Sample Steps are Flawed", 3.4)
 * @param inTwoCalls whether the UNet sees the two sides one after the other and not in one batch
 * @param interval while it is on
 */
public record Guidance(
    double scale, double rescale, boolean inTwoCalls, GuidanceInterval interval) {

  /** Whether the negative prompt is evaluated as well, at some time. */
  public boolean isOn() {
    return scale > 1;
  }

  /**
   * Whether it is evaluated in one of the network's calls.
   *
   * @param call from 0
   * @param calls of the run
   * @param sigma noise over picture that the call begins with
   */
  boolean isOn(int call, int calls, double sigma) {
    return isOn() && interval.includes(call, calls, sigma);
  }

  /**
   * The guided prediction.
   *
   * @param prediction [2 × batch, …], the negative prompts' half first
   */
  Tensor apply(Tensor prediction) {
    int batch = prediction.dim(0) / 2;
    Tensor negative = prediction.slice(0, batch);
    Tensor positive = prediction.slice(batch, 2 * batch);
    Tensor guided = Tensor.zeros(negative.shape());
    float[] values = guided.data();
    float scale32 = (float) scale;
    for (int i = 0; i < values.length; i++) {
      float base = negative.data()[i];
      values[i] = base + scale32 * (positive.data()[i] - base);
    }
    if (rescale > 0) {
      rescale(guided, positive, batch);
    }
    return guided;
  }

  private void rescale(Tensor guided, Tensor positive, int batch) {
    int size = guided.data().length / batch;
    for (int item = 0; item < batch; item++) {
      double ratio =
          deviation(positive.data(), item * size, size)
              / deviation(guided.data(), item * size, size);
      float factor = (float) (rescale * ratio + (1 - rescale));
      for (int i = item * size; i < (item + 1) * size; i++) {
        guided.data()[i] *= factor;
      }
    }
  }

  /** Standard deviation of a sample, with Bessel's correction as torch's default has it. */
  private static double deviation(float[] values, int from, int count) {
    double mean = 0;
    for (int i = from; i < from + count; i++) {
      mean += values[i];
    }
    mean /= count;
    double squares = 0;
    for (int i = from; i < from + count; i++) {
      squares += (values[i] - mean) * (values[i] - mean);
    }
    return Math.sqrt(squares / (count - 1));
  }
}
