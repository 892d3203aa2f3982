package afterimage.checkpoint.network;

import static afterimage.checkpoint.graph.ElementType.FLOAT;

import afterimage.checkpoint.graph.OnnxGraph;
import afterimage.checkpoint.graph.Value;
import afterimage.checkpoint.recognise.VaeArchitecture;
import afterimage.checkpoint.weights.WeightSet;
import java.util.List;

/**
 * Encoder and decoder of the variational autoencoder. Source: diffusers' AutoencoderKL.
 *
 * <p>Encoder: {@code sample [batch, 3, height, width]} to {@code latent_parameters [batch, 8,
 * height/8, width/8]}, mean, then logarithm of the variance. Decoder: {@code latent_sample [batch,
 * 4, …]}, already divided by the scaling factor, to {@code sample}.
 */
public final class VaeGraph {
  private static final double EPSILON = 1e-6;

  private final VaeArchitecture sizes;
  private final OnnxGraph graph;
  private final Layers layers;
  private final Resnet resnet;

  private VaeGraph(String name, VaeArchitecture sizes, WeightSet weights, Target target) {
    this.sizes = sizes;
    this.graph = new OnnxGraph(name);
    this.layers = new Layers(graph, weights, sizes.groups(), Additions.none(), target);
    this.resnet = new Resnet(layers, EPSILON, null, 0);
  }

  /** Builds the encoder's graph. */
  public static OnnxGraph encoder(VaeArchitecture sizes, WeightSet weights, Target target) {
    VaeGraph vae = new VaeGraph("vae_encoder", sizes, weights, target);
    vae.encode();
    return vae.graph;
  }

  /** Builds the decoder's graph. */
  public static OnnxGraph decoder(VaeArchitecture sizes, WeightSet weights, Target target) {
    VaeGraph vae = new VaeGraph("vae_decoder", sizes, weights, target);
    vae.decode();
    return vae.graph;
  }

  private void encode() {
    String in = Long.toString(sizes.imageChannels());
    long parameters = 2 * sizes.latentChannels();
    Value picture =
        layers.picture("sample", graph.input("sample", FLOAT, "batch", in, "height", "width"));
    List<Long> channels = sizes.channels();
    long current = channels.getFirst();
    Value x = layers.conv3("encoder.conv_in", picture, sizes.imageChannels(), current);
    for (int i = 0; i < channels.size(); i++) {
      String level = "encoder.down_blocks." + i + ".";
      for (int j = 0; j < sizes.encoderBlocks(); j++) {
        x = resnet.build(level + "resnets." + j, x, current, channels.get(i));
        current = channels.get(i);
      }
      if (i + 1 < channels.size()) {
        // Padded at the right and the bottom only, as the original was trained.
        x = layers.convDown(level + "downsamplers.0.conv", x, current, 0);
      }
    }
    x = middle("encoder.mid_block.", x, current);
    x = end("encoder.", x, current, parameters);
    if (layers.weights().has("quant_conv.weight")) {
      x = layers.conv1("quant_conv", x, parameters, parameters);
    }
    String out = Long.toString(parameters);
    x = layers.pictureOut("latent_parameters", x);
    graph.output(x, "latent_parameters", FLOAT, "batch", out, "latent_height", "latent_width");
  }

  private void decode() {
    long latents = sizes.latentChannels();
    Value input =
        graph.input("latent_sample", FLOAT, "batch", Long.toString(latents), "height", "width");
    Value x = layers.picture("latent_sample", input);
    if (layers.weights().has("post_quant_conv.weight")) {
      x = layers.conv1("post_quant_conv", x, latents, latents);
    }
    List<Long> channels = sizes.channels().reversed();
    long current = channels.getFirst();
    x = layers.conv3("decoder.conv_in", x, latents, current);
    x = middle("decoder.mid_block.", x, current);
    for (int i = 0; i < channels.size(); i++) {
      String level = "decoder.up_blocks." + i + ".";
      for (int j = 0; j < sizes.decoderBlocks(); j++) {
        x = resnet.build(level + "resnets." + j, x, current, channels.get(i));
        current = channels.get(i);
      }
      if (i + 1 < channels.size()) {
        String upsampler = level + "upsamplers.0.conv";
        x = layers.conv3(upsampler, layers.doubled(upsampler, x), current, current);
      }
    }
    x = end("decoder.", x, current, sizes.imageChannels());
    String out = Long.toString(sizes.imageChannels());
    x = layers.pictureOut("sample", x);
    graph.output(x, "sample", FLOAT, "batch", out, "image_height", "image_width");
  }

  private Value middle(String name, Value x, long channels) {
    Value h = resnet.build(name + "resnets.0", x, channels, channels);
    if (layers.weights().hasUnder(name + "attentions.0.")) {
      h = attention(name + "attentions.0", h, channels);
    }
    return resnet.build(name + "resnets.1", h, channels, channels);
  }

  /** Attention among all places, with a single head. */
  private Value attention(String name, Value picture, long channels) {
    Value x = layers.groupNorm(name + ".group_norm", picture, channels, EPSILON);
    x = layers.toSequence(name, x, channels);
    Value query = layers.linear(name + ".to_q", x, channels, channels);
    Value key = layers.linear(name + ".to_k", x, channels, channels);
    Value value = layers.linear(name + ".to_v", x, channels, channels);
    x = layers.attention(name, query, key, value, channels, 1);
    x = layers.linear(name + ".to_out.0", x, channels, channels);
    return layers.add(name, layers.toPicture(name, x, picture), picture);
  }

  private Value end(String name, Value x, long channels, long out) {
    Value h = layers.groupNormSilu(name + "conv_norm_out", x, channels, EPSILON);
    return layers.conv3(name + "conv_out", h, channels, out);
  }
}
