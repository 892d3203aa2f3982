package afterimage.checkpoint.network;

import static afterimage.checkpoint.graph.ElementType.FLOAT;

import afterimage.checkpoint.graph.OnnxGraph;
import afterimage.checkpoint.graph.Value;
import afterimage.checkpoint.recognise.UNetArchitecture;
import afterimage.checkpoint.recognise.UNetArchitecture.Level;
import afterimage.checkpoint.weights.WeightSet;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/**
 * SDXL's UNet: down through the levels, a middle, and up again with what each block left on the way
 * down. Inputs {@code sample [batch, 4 (9 for inpainting), height, width]}, {@code timestep} (a
 * scalar), {@code encoder_hidden_states [batch, tokens, width]}, {@code text_embeds [batch,
 * pooled]}, {@code time_ids [batch, 5 or 6]}; output {@code out_sample}. Source: diffusers'
 * UNet2DConditionModel.
 */
public final class UNetGraph {
  private static final double NORM_EPSILON = 1e-5;

  private final UNetArchitecture sizes;
  private final Layers layers;
  private final OnnxGraph graph = new OnnxGraph("unet");
  private final Resnet resnet;
  private final Transformer transformer;
  private final Value sample;

  private UNetGraph(UNetArchitecture sizes, WeightSet weights, Additions additions, Target target) {
    this.sizes = sizes;
    this.layers = new Layers(graph, weights, sizes.groups(), additions, target);
    String channels = size(sizes.inChannels());
    Value latents = graph.input("sample", FLOAT, "batch", channels, "height", "width");
    this.sample = layers.picture("sample", latents);
    Value timestep = graph.input("timestep", FLOAT);
    Value context =
        graph.input("encoder_hidden_states", FLOAT, "batch", "tokens", size(sizes.contextWidth()));
    Value pooled = graph.input("text_embeds", FLOAT, "batch", size(sizes.pooledWidth()));
    Value timeIds = graph.input("time_ids", FLOAT, "batch", size(sizes.timeIds()));
    Value embedding = layers.silu("time_embedding", embedding(timestep, pooled, timeIds));
    this.resnet = new Resnet(layers, NORM_EPSILON, embedding, sizes.embeddingWidth());
    this.transformer =
        new Transformer(
            layers, layers.inside("encoder_hidden_states", context), sizes.contextWidth());
  }

  /**
   * Builds the graph; the weights' tally tells afterwards whether all were there.
   *
   * @param weights by diffusers' names
   * @param additions what its linear layers and convolutions get besides
   */
  public static OnnxGraph build(
      UNetArchitecture sizes, WeightSet weights, Additions additions, Target target) {
    UNetGraph unet = new UNetGraph(sizes, weights, additions, target);
    unet.blocks();
    return unet.graph;
  }

  private static String size(long size) {
    return Long.toString(size);
  }

  /**
   * The timestep's embedding plus that of pooled text and time ids, {@code [batch, width]}. Sines
   * and cosines are taken in 32 bits, whatever the network computes in: times reach 999.
   */
  private Value embedding(Value timestep, Value pooled, Value timeIds) {
    long channels = sizes.width();
    Value time = layers.reshape("timestep", timestep, 1, 1);
    time = TimeEmbedding.build(graph, "time_proj", time, channels);
    time = perceptron("time_embedding", layers.inside("time_proj", time), channels);

    Value ids = layers.reshape("time_ids", timeIds, 0, -1, 1);
    ids = TimeEmbedding.build(graph, "add_time_proj", ids, sizes.timeIdWidth());
    long width = sizes.timeIds() * sizes.timeIdWidth();
    Value added =
        layers.concat("add_embedding", 1, pooled, layers.reshape("time_ids", ids, 0, width));
    added =
        perceptron(
            "add_embedding", layers.inside("add_embedding", added), sizes.pooledWidth() + width);
    return layers.add("time_embedding", time, added);
  }

  private Value perceptron(String name, Value x, long in) {
    Value inner = layers.linear(name + ".linear_1", x, in, sizes.embeddingWidth());
    return layers.linear(
        name + ".linear_2",
        layers.silu(name, inner),
        sizes.embeddingWidth(),
        sizes.embeddingWidth());
  }

  /** A picture in the network and its number of channels. */
  private record State(Value value, long channels) {}

  private void blocks() {
    List<Level> levels = sizes.levels();
    long first = sizes.width();
    State state = new State(layers.conv3("conv_in", sample, sizes.inChannels(), first), first);
    Deque<State> skips = new ArrayDeque<>(List.of(state));
    for (int i = 0; i < levels.size(); i++) {
      state = down("down_blocks." + i + ".", state, levels.get(i), i + 1 == levels.size(), skips);
    }
    state = middle(state, levels.getLast());
    for (int i = 0; i < levels.size(); i++) {
      Level level = levels.get(levels.size() - 1 - i);
      state = up("up_blocks." + i + ".", state, level, i + 1 == levels.size(), skips);
    }
    Value out = layers.groupNormSilu("conv_norm_out", state.value, state.channels, NORM_EPSILON);
    out = layers.conv3("conv_out", out, state.channels, sizes.outChannels());
    out = layers.pictureOut("conv_out", out);
    graph.output(out, "out_sample", FLOAT, "batch", size(sizes.outChannels()), "height", "width");
  }

  private State down(String name, State before, Level level, boolean last, Deque<State> skips) {
    State state = before;
    for (int j = 0; j < level.blocks(); j++) {
      state = block(name, j, state, level);
      skips.push(state);
    }
    if (!last) {
      String conv = name + "downsamplers.0.conv";
      state = new State(layers.convDown(conv, state.value, level.channels(), 1), level.channels());
      skips.push(state);
    }
    return state;
  }

  private State middle(State before, Level level) {
    long channels = level.channels();
    Value x = resnet.build("mid_block.resnets.0", before.value, before.channels, channels);
    String attention = "mid_block.attentions.0";
    int depth = layers.weights().count(attention + ".transformer_blocks.");
    if (depth > 0) {
      x = transformer.build(attention, x, channels, depth, level.heads());
    }
    x = resnet.build("mid_block.resnets.1", x, channels, channels);
    return new State(x, channels);
  }

  private State up(String name, State before, Level level, boolean last, Deque<State> skips) {
    State state = before;
    for (int j = 0; j <= level.blocks(); j++) {
      State skip = skips.pop();
      Value both = layers.concatChannels(name + "resnets." + j, state.value, skip.value);
      state = block(name, j, new State(both, state.channels + skip.channels), level);
    }
    if (!last) {
      String upsampler = name + "upsamplers.0.conv";
      Value size = layers.heightAndWidth(upsampler, skips.element().value);
      Value larger = layers.resize(upsampler, state.value, size);
      state =
          new State(
              layers.conv3(upsampler, larger, level.channels(), level.channels()),
              level.channels());
    }
    return state;
  }

  private State block(String name, int index, State before, Level level) {
    Value x =
        resnet.build(name + "resnets." + index, before.value, before.channels, level.channels());
    String attention = name + "attentions." + index;
    int depth = layers.weights().count(attention + ".transformer_blocks.");
    if (depth > 0) {
      x = transformer.build(attention, x, level.channels(), depth, level.heads());
    }
    return new State(x, level.channels());
  }
}
