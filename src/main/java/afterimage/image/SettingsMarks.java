package afterimage.image;

import java.util.List;
import java.util.Locale;

/** Tells texts in which programs like this one note down how they made a picture. */
final class SettingsMarks {
  private static final List<String> MARKS =
      List.of(
          "steps:",
          "negative prompt",
          "negative_prompt",
          "positive_prompt",
          "\"prompt\"",
          "'prompt'",
          "prompt:",
          "workflow:",
          "\"workflow\"",
          "sampler",
          "cfg scale",
          "cfg_scale",
          "guidance_scale",
          "guidance scale",
          "denoising strength",
          "\"seed\"",
          "seed:",
          "job id:",
          "ckpt_name",
          "class_type",
          "comfyui",
          "invokeai",
          "fooocus",
          "a1111",
          "stable diffusion",
          "stable-diffusion",
          "novelai",
          "midjourney",
          "afterimage");

  private SettingsMarks() {}

  /** Whether the text says how a model made the picture. */
  static boolean areIn(String text) {
    String lower = text.toLowerCase(Locale.ROOT);
    return MARKS.stream().anyMatch(lower::contains);
  }
}
