package afterimage.checkpoint.network;

import static afterimage.checkpoint.graph.ElementType.FLOAT;

import afterimage.checkpoint.graph.OnnxGraph;
import afterimage.checkpoint.graph.Value;
import afterimage.checkpoint.recognise.UNetArchitecture;
import afterimage.checkpoint.recognise.UNetArchitecture.Level;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/**
 * What SDXL's UNet and its ControlNets have in common: their inputs, the blocks that lead down
 * through the levels, and the middle.
 */
final class UNetBlocks {
  static final double NORM_EPSILON = 1e-5;

  private final OnnxGraph graph;
  private final Layers layers;
  private final UNetArchitecture sizes;
  private final Value sample;
  private final Resnet resnet;
  private final Transformer transformer;

  /** Declares the inputs of a graph. */
  UNetBlocks(OnnxGraph graph, Layers layers, UNetArchitecture sizes) {
    this.graph = graph;
    this.layers = layers;
    this.sizes = sizes;
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

  static String size(long size) {
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
  record State(Value value, long channels) {}

  /** The latents after the first convolution. */
  State first() {
    long width = sizes.width();
    return new State(layers.conv3("conv_in", sample, sizes.inChannels(), width), width);
  }

  /**
   * Leads down through all levels.
   *
   * @return what each block left, the last on top, the first being {@code first} itself
   */
  Deque<State> down(State first) {
    List<Level> levels = sizes.levels();
    State state = first;
    Deque<State> skips = new ArrayDeque<>(List.of(state));
    for (int i = 0; i < levels.size(); i++) {
      state = down("down_blocks." + i + ".", state, levels.get(i), i + 1 == levels.size(), skips);
    }
    return skips;
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

  /** The middle, at the last level. */
  State middle(State before) {
    Level level = sizes.levels().getLast();
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

  /** A residual block, and transformer blocks where it has some. */
  State block(String name, int index, State before, Level level) {
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
