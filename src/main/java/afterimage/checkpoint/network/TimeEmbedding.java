package afterimage.checkpoint.network;

import static afterimage.checkpoint.graph.Operator.onnx;

import afterimage.checkpoint.graph.Attribute;
import afterimage.checkpoint.graph.OnnxGraph;
import afterimage.checkpoint.graph.Value;
import java.util.List;

/**
 * A number as cosines and sines of it at falling frequencies, cosines first. Source: Denoising
 * Diffusion Probabilistic Models (Ho et al. 2020), as diffusers' Timesteps computes it for SDXL.
 */
final class TimeEmbedding {
  private static final double MAX_PERIOD = 10_000;

  private TimeEmbedding() {}

  /**
   * Embeds each number.
   *
   * @param numbers any shape that ends with a dimension of 1
   * @return the same shape, that dimension being {@code width}
   */
  static Value build(OnnxGraph graph, String name, Value numbers, long width) {
    int half = Math.toIntExact(width / 2);
    float[] frequencies = new float[half];
    for (int i = 0; i < half; i++) {
      // In single precision, step by step, as the reference does.
      float exponent = (float) -Math.log(MAX_PERIOD) * i / half;
      frequencies[i] = (float) Math.exp(exponent);
    }
    Value scale = graph.floats(List.of(1L, (long) half), frequencies);
    Value angles = graph.node(name, onnx("Mul"), numbers, scale);
    return graph.node(
        name,
        onnx("Concat", Attribute.of("axis", -1)),
        graph.node(name, onnx("Cos"), angles),
        graph.node(name, onnx("Sin"), angles));
  }
}
