package afterimage.checkpoint.network;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The names and shapes of a network's weights, layer by layer. */
final class WeightShapes {
  private final Map<String, List<Long>> shapes = new LinkedHashMap<>();

  /** What was added, by name, in that order. */
  Map<String, List<Long>> all() {
    return shapes;
  }

  WeightShapes tensor(String name, long... shape) {
    shapes.put(name, java.util.Arrays.stream(shape).boxed().toList());
    return this;
  }

  /** A linear layer without a bias. */
  WeightShapes matrix(String name, long in, long out) {
    return tensor(name + ".weight", out, in);
  }

  WeightShapes linear(String name, long in, long out) {
    return matrix(name, in, out).tensor(name + ".bias", out);
  }

  WeightShapes conv(String name, long in, long out, long size) {
    return tensor(name + ".weight", out, in, size, size).tensor(name + ".bias", out);
  }

  WeightShapes norm(String name, long channels) {
    return tensor(name + ".weight", channels).tensor(name + ".bias", channels);
  }

  /** Query, key and value of a UNet's attention, which have no biases. */
  WeightShapes projections(String name, long width, long contextWidth) {
    return matrix(name + ".to_q", width, width)
        .matrix(name + ".to_k", contextWidth, width)
        .matrix(name + ".to_v", contextWidth, width);
  }

  /**
   * A residual block.
   *
   * @param embedding width of the embedded timestep, 0 for a VAE
   */
  WeightShapes resnet(String name, long in, long out, long embedding) {
    norm(name + ".norm1", in).conv(name + ".conv1", in, out, 3);
    if (embedding > 0) {
      linear(name + ".time_emb_proj", embedding, out);
    }
    norm(name + ".norm2", out).conv(name + ".conv2", out, out, 3);
    return in == out ? this : conv(name + ".conv_shortcut", in, out, 1);
  }

  /** Transformer blocks over a picture. */
  WeightShapes transformer(String name, long channels, int depth, long contextWidth, long inner) {
    norm(name + ".norm", channels).linear(name + ".proj_in", channels, channels);
    for (int i = 0; i < depth; i++) {
      String block = name + ".transformer_blocks." + i + ".";
      norm(block + "norm1", channels).projections(block + "attn1", channels, channels);
      linear(block + "attn1.to_out.0", channels, channels);
      norm(block + "norm2", channels).projections(block + "attn2", channels, contextWidth);
      linear(block + "attn2.to_out.0", channels, channels);
      norm(block + "norm3", channels).linear(block + "ff.net.0.proj", channels, 2 * inner);
      linear(block + "ff.net.2", inner, channels);
    }
    return linear(name + ".proj_out", channels, channels);
  }

  /** A VAE's attention with a single head. */
  WeightShapes vaeAttention(String name, long channels) {
    norm(name + ".group_norm", channels);
    for (String layer : List.of(".to_q", ".to_k", ".to_v", ".to_out.0")) {
      linear(name + layer, channels, channels);
    }
    return this;
  }
}
