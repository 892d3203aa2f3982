package afterimage.checkpoint.recognise;

import java.util.List;

/** Names of a UNet that comes alone, without the prefix that it has inside a checkpoint. */
final class BareUNet {
  private static final List<String> ORIGINAL =
      List.of(
          "input_blocks.",
          "middle_block.",
          "output_blocks.",
          "time_embed.",
          "label_emb.",
          "out.0.",
          "out.2.");
  private static final List<String> DIFFUSERS =
      List.of(
          "down_blocks.",
          "mid_block.",
          "up_blocks.",
          "time_embedding.",
          "add_embedding.",
          "conv_in.",
          "conv_norm_out.",
          "conv_out.");

  /** What only a ControlNet has, which is half a UNet and more. */
  private static final List<String> CONTROLNET =
      List.of("zero_convs.", "input_hint_block.", "controlnet_");

  private BareUNet() {}

  /** Whether a key is one of the original's names. */
  static boolean isOriginal(String key) {
    return ORIGINAL.stream().anyMatch(key::startsWith);
  }

  /** Whether a key is one of diffusers' names. */
  static boolean isDiffusers(String key) {
    return DIFFUSERS.stream().anyMatch(key::startsWith);
  }

  /** Whether a key shows that a file is no UNet. */
  static boolean isOfControlNet(String key) {
    return CONTROLNET.stream().anyMatch(key::startsWith);
  }
}
