package afterimage.checkpoint.recognise;

import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** Names of the VAE in the original single-file checkpoints, in diffusers' names. */
final class SgmVaeNames {
  private static final Pattern UP = Pattern.compile("^decoder\\.up\\.(\\d+)\\.");
  private static final Map<String, String> PARTS =
      Map.ofEntries(
          Map.entry("encoder.down.", "encoder.down_blocks."),
          Map.entry(".block.", ".resnets."),
          Map.entry(".downsample.conv.", ".downsamplers.0.conv."),
          Map.entry(".upsample.conv.", ".upsamplers.0.conv."),
          Map.entry(".nin_shortcut.", ".conv_shortcut."),
          Map.entry(".norm_out.", ".conv_norm_out."),
          Map.entry(".mid.block_1.", ".mid_block.resnets.0."),
          Map.entry(".mid.block_2.", ".mid_block.resnets.1."),
          Map.entry(".mid.attn_1.norm.", ".mid_block.attentions.0.group_norm."),
          Map.entry(".mid.attn_1.q.", ".mid_block.attentions.0.to_q."),
          Map.entry(".mid.attn_1.k.", ".mid_block.attentions.0.to_k."),
          Map.entry(".mid.attn_1.v.", ".mid_block.attentions.0.to_v."),
          Map.entry(".mid.attn_1.proj_out.", ".mid_block.attentions.0.to_out.0."));

  /** Diffusers' own older names for the attention's layers. */
  private static final Map<String, String> OLDER =
      Map.of(
          ".attentions.0.query.", ".attentions.0.to_q.",
          ".attentions.0.key.", ".attentions.0.to_k.",
          ".attentions.0.value.", ".attentions.0.to_v.",
          ".attentions.0.proj_attn.", ".attentions.0.to_out.0.");

  private final int levels;

  /**
   * @param names all names of the VAE, without the prefix that they share
   */
  SgmVaeNames(Set<String> names) {
    int count = 0;
    while (names.contains("decoder.up." + count + ".block.0.norm1.weight")) {
      count++;
    }
    levels = count;
  }

  /** Diffusers' name; a name that is diffusers' already stays. */
  String translate(String name) {
    // The original counts the decoder's levels from the finest, diffusers in the order they run.
    String result = UP.matcher(name).replaceFirst(this::upBlock);
    for (Map.Entry<String, String> part : PARTS.entrySet()) {
      result = result.replace(part.getKey(), part.getValue());
    }
    for (Map.Entry<String, String> part : OLDER.entrySet()) {
      result = result.replace(part.getKey(), part.getValue());
    }
    return result;
  }

  private String upBlock(MatchResult match) {
    return "decoder.up_blocks." + (levels - 1 - Integer.parseInt(match.group(1))) + ".";
  }
}
