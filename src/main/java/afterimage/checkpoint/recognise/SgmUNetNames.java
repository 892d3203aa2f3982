package afterimage.checkpoint.recognise;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Names of the UNet in the original single-file checkpoints, which count blocks from first to last,
 * in diffusers' names, which count levels and the blocks of each. Where a level ends is read from
 * the names themselves: at each change of resolution.
 */
final class SgmUNetNames {
  private static final Map<String, String> OUTSIDE_BLOCKS =
      Map.ofEntries(
          Map.entry("input_blocks.0.0.", "conv_in."),
          Map.entry("time_embed.0.", "time_embedding.linear_1."),
          Map.entry("time_embed.2.", "time_embedding.linear_2."),
          Map.entry("label_emb.0.0.", "add_embedding.linear_1."),
          Map.entry("label_emb.0.2.", "add_embedding.linear_2."),
          Map.entry("out.0.", "conv_norm_out."),
          Map.entry("out.2.", "conv_out."),
          Map.entry("middle_block.0.", "mid_block.resnets.0."),
          Map.entry("middle_block.1.", "mid_block.attentions.0."),
          Map.entry("middle_block.2.", "mid_block.resnets.1."));

  private static final Map<String, String> IN_RESNET =
      Map.of(
          "in_layers.0.", "norm1.",
          "in_layers.2.", "conv1.",
          "emb_layers.1.", "time_emb_proj.",
          "out_layers.0.", "norm2.",
          "out_layers.3.", "conv2.",
          "skip_connection.", "conv_shortcut.");

  private final Map<String, String> prefixes = new HashMap<>(OUTSIDE_BLOCKS);

  /**
   * @param names all names of the UNet, without the prefix that they share
   */
  SgmUNetNames(Set<String> names) {
    downBlocks(names);
    upBlocks(names);
  }

  private void downBlocks(Set<String> names) {
    int level = 0;
    int block = 0;
    for (int i = 1; names.contains(first(i)) || names.contains(downsampler(i)); i++) {
      String sgm = "input_blocks." + i + ".";
      String ours = "down_blocks." + level + ".";
      if (names.contains(downsampler(i))) {
        prefixes.put(sgm + "0.op.", ours + "downsamplers.0.conv.");
        level++;
        block = 0;
      } else {
        prefixes.put(sgm + "0.", ours + "resnets." + block + ".");
        prefixes.put(sgm + "1.", ours + "attentions." + block + ".");
        block++;
      }
    }
  }

  private static String first(int i) {
    return "input_blocks." + i + ".0.in_layers.0.weight";
  }

  private static String downsampler(int i) {
    return "input_blocks." + i + ".0.op.weight";
  }

  private void upBlocks(Set<String> names) {
    int level = 0;
    int block = 0;
    for (int i = 0; names.contains("output_blocks." + i + ".0.in_layers.0.weight"); i++) {
      String sgm = "output_blocks." + i + ".";
      String ours = "up_blocks." + level + ".";
      prefixes.put(sgm + "0.", ours + "resnets." + block + ".");
      prefixes.put(sgm + "1.", ours + "attentions." + block + ".");
      block++;
      for (int place = 1; place <= 2; place++) {
        if (names.contains(sgm + place + ".conv.weight")) {
          prefixes.put(sgm + place + ".conv.", ours + "upsamplers.0.conv.");
          level++;
          block = 0;
        }
      }
    }
  }

  /** Diffusers' name, or nothing for a name that belongs nowhere. */
  Optional<String> translate(String name) {
    for (int end = name.lastIndexOf('.'); end > 0; end = name.lastIndexOf('.', end - 1)) {
      String ours = prefixes.get(name.substring(0, end + 1));
      if (ours != null) {
        return Optional.of(ours + inBlock(ours, name.substring(end + 1)));
      }
    }
    return Optional.empty();
  }

  private static String inBlock(String block, String rest) {
    if (!block.contains("resnets.")) {
      return rest;
    }
    int end = rest.lastIndexOf('.') + 1;
    return IN_RESNET.getOrDefault(rest.substring(0, end), rest.substring(0, end))
        + rest.substring(end);
  }
}
