package afterimage.checkpoint.network;

import static afterimage.checkpoint.graph.ElementType.FLOAT;
import static afterimage.checkpoint.network.UNetBlocks.size;

import afterimage.checkpoint.graph.OnnxGraph;
import afterimage.checkpoint.graph.Value;
import afterimage.checkpoint.network.UNetBlocks.State;
import afterimage.checkpoint.recognise.ControlNetArchitecture;
import afterimage.checkpoint.weights.WeightSet;
import java.util.ArrayList;
import java.util.List;

/**
 * A ControlNet (Zhang et al. 2023): a copy of the UNet's way down and of its middle that sees a
 * control picture besides, and says what to add to what the UNet's own blocks leave.
 *
 * <p>Inputs: the UNet's, {@code controlnet_cond [batch, 3, height, width]} in [0, 1] and {@code
 * conditioning_scale} (a scalar), by which all outputs are multiplied; outputs {@code
 * down_block_res_samples_0} and so on, and {@code mid_block_res_sample}. Source: diffusers'
 * ControlNetModel.
 */
public final class ControlNetGraph {
  /** How the names of what is added to the blocks' results begin. */
  public static final String DOWN_RESULT = "down_block_res_samples_";

  /** The name of what is added to the middle's. */
  public static final String MID_RESULT = "mid_block_res_sample";

  private static final String EMBEDDING = "controlnet_cond_embedding.";

  private final ControlNetArchitecture sizes;
  private final Layers layers;
  private final OnnxGraph graph = new OnnxGraph("controlnet");
  private final UNetBlocks blocks;
  private final Value picture;
  private final Value scale;

  private ControlNetGraph(
      ControlNetArchitecture sizes, WeightSet weights, Additions additions, Target target) {
    this.sizes = sizes;
    this.layers = new Layers(graph, weights, sizes.blocks().groups(), additions, target);
    this.blocks = new UNetBlocks(graph, layers, sizes.blocks());
    String channels = size(ControlNetArchitecture.PICTURE_CHANNELS);
    this.picture =
        layers.picture(
            "controlnet_cond",
            graph.input(
                "controlnet_cond", FLOAT, "batch", channels, "picture_height", "picture_width"));
    this.scale = layers.inside("conditioning_scale", graph.input("conditioning_scale", FLOAT));
  }

  /**
   * Builds the graph; the weights' tally tells afterwards whether all were there.
   *
   * @param weights by diffusers' names
   * @param additions records what must be supplied
   */
  public static OnnxGraph build(
      ControlNetArchitecture sizes, WeightSet weights, Additions additions, Target target) {
    ControlNetGraph net = new ControlNetGraph(sizes, weights, additions, target);
    net.build();
    return net.graph;
  }

  private void build() {
    State latents = blocks.first();
    Value seen = layers.add("conv_in", latents.value(), embedding());
    List<State> left = new ArrayList<>(blocks.down(new State(seen, latents.channels())).reversed());
    State middle = blocks.middle(left.getLast());
    for (int i = 0; i < left.size(); i++) {
      result("controlnet_down_blocks." + i, left.get(i), DOWN_RESULT + i, i);
    }
    result("controlnet_mid_block", middle, MID_RESULT, left.size());
  }

  /** The control picture as the blocks see it, of the latents' size. */
  private Value embedding() {
    List<Long> channels = sizes.embedding();
    long first = channels.getFirst();
    Value x =
        layers.conv3(
            EMBEDDING + "conv_in", picture, ControlNetArchitecture.PICTURE_CHANNELS, first);
    x = layers.silu(EMBEDDING + "conv_in", x);
    for (int i = 0; i + 1 < channels.size(); i++) {
      long in = channels.get(i);
      long out = channels.get(i + 1);
      String same = EMBEDDING + "blocks." + 2 * i;
      String down = EMBEDDING + "blocks." + (2 * i + 1);
      x = layers.silu(same, layers.conv3(same, x, in, in));
      x = layers.silu(down, layers.convDown(down, x, in, out, 1));
    }
    return layers.conv3(EMBEDDING + "conv_out", x, channels.getLast(), sizes.blocks().width());
  }

  /** What a "zero convolution" makes of what a block left: nothing, before it was trained. */
  private void result(String conv, State state, String output, int number) {
    Value x = layers.conv1(conv, state.value(), state.channels(), state.channels());
    x = layers.pictureOut(conv, layers.multiply(conv, x, scale));
    graph.output(
        x, output, FLOAT, "batch", size(state.channels()), "height_" + number, "width_" + number);
  }
}
