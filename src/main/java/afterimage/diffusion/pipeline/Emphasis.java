package afterimage.diffusion.pipeline;

import afterimage.diffusion.text.PromptChunk;
import afterimage.tensor.Tensor;

/**
 * Weights words as A1111 does: a word's hidden state is multiplied by its weight, then the whole
 * chunk so that its mean is what it was.
 */
final class Emphasis {
  /** A mean so near to 0 that bringing it back would only blow up noise. */
  private static final double NO_MEAN = 1e-9;

  private Emphasis() {}

  /**
   * One chunk's output, weighed.
   *
   * @param output of one chunk, [1, tokens, width]
   */
  static TextEncoder.Output apply(TextEncoder.Output output, PromptChunk chunk) {
    if (!chunk.isWeighted()) {
      return output;
    }
    Tensor states = output.penultimate().copy();
    float[] values = states.data();
    int width = states.dim(2);
    double before = mean(values);
    for (int i = 0; i < values.length; i++) {
      values[i] *= chunk.weights()[i / width];
    }
    double after = mean(values);
    if (Math.abs(after) > NO_MEAN) {
      float factor = (float) (before / after);
      for (int i = 0; i < values.length; i++) {
        values[i] *= factor;
      }
    }
    return new TextEncoder.Output(states, output.lastHiddenState(), output.textEmbeds());
  }

  private static double mean(float[] values) {
    double sum = 0;
    for (float value : values) {
      sum += value;
    }
    return sum / values.length;
  }
}
