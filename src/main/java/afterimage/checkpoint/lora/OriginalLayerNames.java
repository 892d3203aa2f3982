package afterimage.checkpoint.lora;

import afterimage.checkpoint.recognise.UNetArchitecture.Level;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Names of the UNet's layers in the original single-file checkpoints, which count blocks from first
 * to last, from diffusers' names, which count levels and the blocks of each.
 */
final class OriginalLayerNames {
  private static final Pattern BLOCK =
      Pattern.compile(
          "(down|up)_blocks\\.(\\d+)\\.(resnets|attentions|downsamplers|upsamplers)"
              + "\\.(\\d+)\\.(.*)");
  private static final Map<String, String> OUTSIDE_BLOCKS =
      Map.of(
          "conv_in", "input_blocks.0.0",
          "conv_norm_out", "out.0",
          "conv_out", "out.2",
          "time_embedding.linear_1", "time_embed.0",
          "time_embedding.linear_2", "time_embed.2",
          "add_embedding.linear_1", "label_emb.0.0",
          "add_embedding.linear_2", "label_emb.0.2");
  private static final Map<String, String> MIDDLE =
      Map.of(
          "mid_block.resnets.0.", "middle_block.0.",
          "mid_block.attentions.0.", "middle_block.1.",
          "mid_block.resnets.1.", "middle_block.2.");
  private static final Map<String, String> IN_RESNET =
      Map.of(
          "norm1", "in_layers.0",
          "conv1", "in_layers.2",
          "norm2", "out_layers.0",
          "time_emb_proj", "emb_layers.1",
          "conv2", "out_layers.3",
          "conv_shortcut", "skip_connection");

  private final List<Level> levels;

  /**
   * @param levels from the finest to the coarsest
   */
  OriginalLayerNames(List<Level> levels) {
    this.levels = levels;
  }

  /** The names that a layer may have in the original; its own where it has none there. */
  List<String> of(String layer) {
    Matcher block = BLOCK.matcher(layer);
    if (block.matches()) {
      return inBlock(block);
    }
    for (Map.Entry<String, String> part : MIDDLE.entrySet()) {
      if (layer.startsWith(part.getKey())) {
        String rest = layer.substring(part.getKey().length());
        return List.of(part.getValue() + IN_RESNET.getOrDefault(rest, rest));
      }
    }
    return List.of(OUTSIDE_BLOCKS.getOrDefault(layer, layer));
  }

  private List<String> inBlock(Matcher block) {
    boolean down = block.group(1).equals("down");
    int level = Integer.parseInt(block.group(2));
    String rest = block.group(5);
    List<Level> order = down ? levels : levels.reversed();
    if (level >= order.size()) {
      return List.of(block.group());
    }
    int before = order.stream().limit(level).mapToInt(each -> each.blocks() + 1).sum();
    // The original counts the first convolution as an input block.
    int first = down ? 1 + before : before;
    String blocks = down ? "input_blocks." : "output_blocks.";
    int last = first + order.get(level).blocks();
    int at = first + Integer.parseInt(block.group(4));
    return switch (block.group(3)) {
      case "resnets" -> List.of(blocks + at + ".0." + IN_RESNET.getOrDefault(rest, rest));
      case "attentions" -> List.of(blocks + at + ".1." + rest);
      case "downsamplers" -> List.of(blocks + last + ".0.op");
      // The place after the attention, where the level has one.
      default -> List.of(blocks + last + ".1.conv", blocks + last + ".2.conv");
    };
  }
}
