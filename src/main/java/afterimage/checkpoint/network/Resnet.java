package afterimage.checkpoint.network;

import afterimage.checkpoint.graph.Value;
import org.jspecify.annotations.Nullable;

/**
 * A residual block: twice norm, SiLU and convolution, with the embedded timestep added between.
 * Source: diffusers' ResnetBlock2D.
 */
final class Resnet {
  private final Layers layers;
  private final double epsilon;
  private final @Nullable Value embedding;
  private final long embeddingWidth;

  /**
   * @param epsilon of its norms
   * @param embedding of the timestep after SiLU, {@code [batch, embeddingWidth]}; null for a VAE,
   *     which knows no time
   */
  Resnet(Layers layers, double epsilon, @Nullable Value embedding, long embeddingWidth) {
    this.layers = layers;
    this.epsilon = epsilon;
    this.embedding = embedding;
    this.embeddingWidth = embeddingWidth;
  }

  /** Adds the block. */
  Value build(String name, Value x, long in, long out) {
    Value h = layers.groupNormSilu(name + ".norm1", x, in, epsilon);
    h = layers.conv3(name + ".conv1", h, in, out);
    if (embedding == null) {
      h = layers.groupNormSilu(name + ".norm2", h, out, epsilon);
    } else {
      Value time = layers.linear(name + ".time_emb_proj", embedding, embeddingWidth, out);
      h = layers.groupNormSilu(name + ".norm2", h, time, out, epsilon);
    }
    h = layers.conv3(name + ".conv2", h, out, out);
    Value shortcut = in == out ? x : layers.conv1(name + ".conv_shortcut", x, in, out);
    return layers.add(name, h, shortcut);
  }
}
