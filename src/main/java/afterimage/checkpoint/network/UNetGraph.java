package afterimage.checkpoint.network;

import static afterimage.checkpoint.graph.ElementType.FLOAT;
import static afterimage.checkpoint.network.UNetBlocks.size;

import afterimage.checkpoint.graph.OnnxGraph;
import afterimage.checkpoint.graph.Value;
import afterimage.checkpoint.network.UNetBlocks.State;
import afterimage.checkpoint.recognise.UNetArchitecture;
import afterimage.checkpoint.recognise.UNetArchitecture.Level;
import afterimage.checkpoint.weights.WeightSet;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * SDXL's UNet: down through the levels, a middle, and up again with what each block left on the way
 * down. Inputs {@code sample [batch, 4 (9 for inpainting), height, width]}, {@code timestep} (a
 * scalar), {@code encoder_hidden_states [batch, tokens, width]}, {@code text_embeds [batch,
 * pooled]}, {@code time_ids [batch, 5 or 6]}; output {@code out_sample}. Source: diffusers'
 * UNet2DConditionModel.
 *
 * <p>With a ControlNet, there are inputs for what that adds: {@code
 * down_block_additional_residual_0} and so on, to what each block leaves, and {@code
 * mid_block_additional_residual}, to the middle. Each fits what it is added to, or has 1 in place
 * of batch, height and width.
 */
public final class UNetGraph {
  /** How the inputs for what a ControlNet adds to the blocks' results begin. */
  public static final String DOWN_RESIDUAL = "down_block_additional_residual_";

  /** The input for what it adds to the middle's. */
  public static final String MID_RESIDUAL = "mid_block_additional_residual";

  private final UNetArchitecture sizes;
  private final Layers layers;
  private final OnnxGraph graph = new OnnxGraph("unet");
  private final UNetBlocks blocks;

  private UNetGraph(UNetArchitecture sizes, WeightSet weights, Additions additions, Target target) {
    this.sizes = sizes;
    this.layers = new Layers(graph, weights, sizes.groups(), additions, target);
    this.blocks = new UNetBlocks(graph, layers, sizes);
  }

  /**
   * Builds the graph; the weights' tally tells afterwards whether all were there.
   *
   * @param weights by diffusers' names
   * @param additions what its linear layers and convolutions get besides
   */
  public static OnnxGraph build(
      UNetArchitecture sizes, WeightSet weights, Additions additions, Target target) {
    return build(sizes, weights, additions, target, false);
  }

  /**
   * The same.
   *
   * @param controlled whether a ControlNet adds to what its blocks leave
   */
  public static OnnxGraph build(
      UNetArchitecture sizes,
      WeightSet weights,
      Additions additions,
      Target target,
      boolean controlled) {
    UNetGraph unet = new UNetGraph(sizes, weights, additions, target);
    unet.build(controlled);
    return unet.graph;
  }

  private void build(boolean controlled) {
    List<Level> levels = sizes.levels();
    Deque<State> skips = blocks.down(blocks.first());
    State state = blocks.middle(skips.element());
    if (controlled) {
      skips = controlled(skips);
      state = plus(state, MID_RESIDUAL, skips.size());
    }
    for (int i = 0; i < levels.size(); i++) {
      Level level = levels.get(levels.size() - 1 - i);
      state = up("up_blocks." + i + ".", state, level, i + 1 == levels.size(), skips);
    }
    Value out =
        layers.groupNormSilu(
            "conv_norm_out", state.value(), state.channels(), UNetBlocks.NORM_EPSILON);
    out = layers.conv3("conv_out", out, state.channels(), sizes.outChannels());
    out = layers.pictureOut("conv_out", out);
    graph.output(out, "out_sample", FLOAT, "batch", size(sizes.outChannels()), "height", "width");
  }

  /** What the blocks left, each with what a ControlNet adds. */
  private Deque<State> controlled(Deque<State> skips) {
    Deque<State> sums = new ArrayDeque<>();
    for (State skip : new ArrayList<>(skips.reversed())) {
      sums.push(plus(skip, DOWN_RESIDUAL + sums.size(), sums.size()));
    }
    return sums;
  }

  private State plus(State state, String input, int number) {
    Value residual =
        graph.input(
            input,
            FLOAT,
            "control_batch_" + number,
            size(state.channels()),
            "control_height_" + number,
            "control_width_" + number);
    Value sum = layers.add(input, state.value(), layers.picture(input, residual));
    return new State(sum, state.channels());
  }

  private State up(String name, State before, Level level, boolean last, Deque<State> skips) {
    State state = before;
    for (int j = 0; j <= level.blocks(); j++) {
      State skip = skips.pop();
      Value both = layers.concatChannels(name + "resnets." + j, state.value(), skip.value());
      state = blocks.block(name, j, new State(both, state.channels() + skip.channels()), level);
    }
    if (!last) {
      String upsampler = name + "upsamplers.0.conv";
      Value size = layers.heightAndWidth(upsampler, skips.element().value());
      Value larger = layers.resize(upsampler, state.value(), size);
      state =
          new State(
              layers.conv3(upsampler, larger, level.channels(), level.channels()),
              level.channels());
    }
    return state;
  }
}
