package afterimage.checkpoint.recognise;

import afterimage.checkpoint.weights.Weight;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * An OpenCLIP text tower's weights in the names of transformers' CLIP. OpenCLIP keeps query, key
 * and value as one matrix, whose thirds lie one after the other, and the projection transposed.
 */
final class OpenClipNames {
  private static final Map<String, String> NAMES =
      Map.of(
          "token_embedding.weight", "text_model.embeddings.token_embedding.weight",
          "positional_embedding", "text_model.embeddings.position_embedding.weight",
          "ln_final.weight", "text_model.final_layer_norm.weight",
          "ln_final.bias", "text_model.final_layer_norm.bias");
  private static final Map<String, String> IN_BLOCK =
      Map.of(
          "ln_1.", "layer_norm1.",
          "ln_2.", "layer_norm2.",
          "attn.out_proj.", "self_attn.out_proj.",
          "mlp.c_fc.", "mlp.fc1.",
          "mlp.c_proj.", "mlp.fc2.");
  private static final String BLOCKS = "transformer.resblocks.";
  private static final String[] THIRDS = {"q_proj", "k_proj", "v_proj"};

  /** What a text tower carries that no picture needs. */
  static final Set<String> IGNORABLE = Set.of("logit_scale", "attn_mask");

  private OpenClipNames() {}

  /**
   * Translates a tower.
   *
   * @param tower by OpenCLIP's names, without the prefix that they share
   */
  static Map<String, Weight> translate(Map<String, Weight> tower) {
    Map<String, Weight> result = new LinkedHashMap<>();
    tower.forEach(
        (name, weight) -> {
          if (name.startsWith(BLOCKS)) {
            int end = name.indexOf('.', BLOCKS.length());
            if (end > 0) {
              String layer =
                  "text_model.encoder.layers." + name.substring(BLOCKS.length(), end) + ".";
              block(result, layer, name.substring(end + 1), weight);
            }
          } else if (name.equals("text_projection")) {
            result.put("text_projection.weight", weight.transpose());
          } else if (!IGNORABLE.contains(name)) {
            result.put(NAMES.getOrDefault(name, name), weight);
          }
        });
    return result;
  }

  private static void block(Map<String, Weight> result, String layer, String name, Weight weight) {
    if (name.startsWith("attn.in_proj_") && weight.size(0) % THIRDS.length == 0) {
      String kind = name.substring("attn.in_proj_".length());
      long third = weight.size(0) / THIRDS.length;
      for (int i = 0; i < THIRDS.length; i++) {
        result.put(
            layer + "self_attn." + THIRDS[i] + "." + kind, weight.rows(i * third, (i + 1) * third));
      }
      return;
    }
    int end = name.lastIndexOf('.') + 1;
    result.put(
        layer
            + IN_BLOCK.getOrDefault(name.substring(0, end), name.substring(0, end))
            + name.substring(end),
        weight);
  }
}
