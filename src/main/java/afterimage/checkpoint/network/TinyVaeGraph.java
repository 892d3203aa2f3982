package afterimage.checkpoint.network;

import static afterimage.checkpoint.graph.ElementType.FLOAT;
import static afterimage.checkpoint.graph.Operator.onnx;

import afterimage.checkpoint.graph.OnnxGraph;
import afterimage.checkpoint.graph.Value;
import afterimage.checkpoint.weights.WeightSet;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The decoder of a tiny autoencoder, which paints latents well enough for a preview. Source: TAESD
 * (madebyollin/taesd) and diffusers' AutoencoderTiny.
 *
 * <p>{@code latent_sample [batch, 4, height, width]}, as a UNet makes them, so not divided by the
 * scaling factor, to {@code sample [batch, 3, height × 8, width × 8]} in about [-1, 1]. In the
 * portable flavour for all devices: it is small and has none of the layers that others fuse.
 */
public final class TinyVaeGraph {
  private static final String LAYER = "decoder.layers.";
  private static final String WEIGHT = ".weight";
  private static final float MAGNITUDE = 3;

  /** Published ones have three; names with wide gaps in their numbers are no reason for more. */
  private static final int MAX_DOUBLINGS = 4;

  private static final Pattern NUMBERED = Pattern.compile("decoder\\.layers\\.(\\d{1,3})\\..+");

  private final OnnxGraph graph = new OnnxGraph("tiny_vae_decoder");
  private final WeightSet weights;
  private final Layers layers;

  private TinyVaeGraph(WeightSet weights) {
    this.weights = weights;
    this.layers = new Layers(graph, weights, 1, Additions.none(), Target.of(Flavour.PORTABLE));
  }

  /** Builds the graph; its sizes and the order of its layers follow from the weights. */
  public static OnnxGraph decoder(WeightSet weights) {
    TinyVaeGraph tiny = new TinyVaeGraph(weights);
    tiny.decode();
    return tiny.graph;
  }

  private void decode() {
    long latents = weights.size(LAYER + 0 + WEIGHT, 1);
    long channels = weights.size(LAYER + 0 + WEIGHT, 0);
    Value x =
        graph.input("latent_sample", FLOAT, "batch", Long.toString(latents), "height", "width");
    Value magnitude = graph.floats(List.of(), MAGNITUDE);
    x = graph.node("clamp", onnx("Tanh"), graph.node("clamp", onnx("Div"), x, magnitude));
    x = layers.multiply("clamp", x, magnitude);
    x = layers.conv3(LAYER + 0, x, latents, channels);
    x = layers.relu(LAYER + 1, x);
    int doublings = 0;
    for (int i = 2; i <= last() && doublings <= MAX_DOUBLINGS; i++) {
      String name = LAYER + i;
      if (weights.hasUnder(name + ".conv.")) {
        long out = weights.size(name + ".conv.0.weight", 0);
        x = block(name, x, channels, out);
        channels = out;
      } else if (weights.has(name + WEIGHT)) {
        long out = weights.size(name + WEIGHT, 0);
        x =
            weights.has(name + ".bias")
                ? layers.conv3(name, x, channels, out)
                : layers.convWithoutBias(name, x, channels, out, 3);
        channels = out;
      } else {
        x = layers.doubled(name, x);
        doublings++;
      }
    }
    x = layers.multiply("range", x, graph.floats(List.of(), 2));
    x = graph.node("range", onnx("Sub"), x, graph.floats(List.of(), 1));
    graph.output(
        x, "sample", FLOAT, "batch", Long.toString(channels), "image_height", "image_width");
  }

  private Value block(String name, Value x, long in, long out) {
    Value h = layers.relu(name, layers.conv3(name + ".conv.0", x, in, out));
    h = layers.relu(name, layers.conv3(name + ".conv.2", h, out, out));
    h = layers.conv3(name + ".conv.4", h, out, out);
    Value skipped =
        weights.has(name + ".skip.weight")
            ? layers.convWithoutBias(name + ".skip", x, in, out, 1)
            : x;
    return layers.relu(name, layers.add(name, h, skipped));
  }

  private int last() {
    return weights.all().keySet().stream()
        .map(NUMBERED::matcher)
        .filter(Matcher::matches)
        .mapToInt(name -> Integer.parseInt(name.group(1)))
        .max()
        .orElse(0);
  }
}
