package afterimage.checkpoint.recognise;

import afterimage.checkpoint.weights.Weight;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Names of a ControlNet's weights in diffusers' names, which it may have already. The original's
 * differ from its UNet's by the "zero convolutions" and by the layers that see the control picture.
 * Source: ComfyUI's comfy/controlnet.py.
 */
final class ControlNetNames {
  /** Before all names in the original's files, and in some of other programs'. */
  private static final String PREFIX = "control_model.";

  private static final Pattern ZERO = Pattern.compile("zero_convs\\.(\\d{1,3})\\.0\\.(.+)");
  private static final String MIDDLE = "middle_block_out.0.";
  private static final Pattern HINT = Pattern.compile("input_hint_block\\.(\\d{1,3})\\.(.+)");

  private final SgmUNetNames blocks;
  private final int lastHint;

  private ControlNetNames(Map<String, Weight> weights) {
    blocks = new SgmUNetNames(weights.keySet());
    lastHint =
        weights.keySet().stream()
            .map(HINT::matcher)
            .filter(Matcher::matches)
            .mapToInt(name -> Integer.parseInt(name.group(1)))
            .max()
            .orElse(0);
  }

  /** A file's weights by diffusers' names; those of other networks in it are left out. */
  static Map<String, Weight> translate(Map<String, Weight> stored) {
    Map<String, Weight> own = new LinkedHashMap<>();
    boolean prefixed = stored.keySet().stream().anyMatch(key -> key.startsWith(PREFIX));
    stored.forEach(
        (key, weight) -> {
          if (!prefixed) {
            own.put(key, weight);
          } else if (key.startsWith(PREFIX)) {
            own.put(key.substring(PREFIX.length()), weight);
          }
        });
    ControlNetNames names = new ControlNetNames(own);
    Map<String, Weight> result = new LinkedHashMap<>();
    own.forEach((name, weight) -> result.put(names.translate(name), weight));
    return result;
  }

  private String translate(String name) {
    Matcher zero = ZERO.matcher(name);
    if (zero.matches()) {
      return "controlnet_down_blocks." + zero.group(1) + "." + zero.group(2);
    }
    if (name.startsWith(MIDDLE)) {
      return "controlnet_mid_block." + name.substring(MIDDLE.length());
    }
    Matcher hint = HINT.matcher(name);
    return hint.matches()
        ? "controlnet_cond_embedding." + hint(Integer.parseInt(hint.group(1))) + hint.group(2)
        : blocks.translate(name).orElse(name);
  }

  /** A layer without weights comes after each with them. */
  private String hint(int number) {
    if (number == 0) {
      return "conv_in.";
    }
    return number == lastHint ? "conv_out." : "blocks." + (number / 2 - 1) + ".";
  }
}
