package afterimage.engine;

import static org.assertj.core.api.Assertions.assertThat;

import afterimage.image.Picture;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class SettingsTextTest {

  @Test
  void of_everything_followsTheConvention() {
    RefineSettings settings = new RefineSettings("a cat", "blur", 0.3, 50, 5, 6, 2.5, 7, "euler");

    assertThat(SettingsText.of(result(settings, "Mini: one, two"), 0, "afterimage 1"))
        .isEqualTo(
            """
            a cat
            Negative prompt: blur
            Steps: 50, Sampler: euler, CFG scale: 5, Seed: 7, Size: 2x1, Model: "Mini: one, two", \
            Denoising strength: 0.3, Aesthetic score: 6, Negative aesthetic score: 2.5, \
            Version: afterimage 1""");
  }

  @Test
  void of_emptyPrompts_isOneLine() {
    RefineSettings settings = new RefineSettings("", "", 0.3, 50, 5, 6, 2.5, 7, null);
    assertThat(SettingsText.of(result(settings, "m"), 0, "a").lines()).hasSize(1);
  }

  @Test
  void of_otherVae_isNamedAsA1111DoesBehindTheModel() {
    RefineSettings settings = new RefineSettings("", "", 0.3, 50, 5, 6, 2.5, 7, null);
    ImageResult result =
        result(settings, "m").withVae(new ImageResult.Vae("a.safetensors", "0123456789"));
    assertThat(SettingsText.of(result, 0, "a"))
        .contains("Model: m, VAE hash: 0123456789, VAE: a.safetensors, ");
  }

  private static ImageResult result(RefineSettings settings, String model) {
    Picture picture = Picture.of8Bit(2, 1, new byte[6], null);
    return new ImageResult(
        List.of(picture),
        true,
        settings,
        model,
        null,
        null,
        "cpu",
        Duration.ZERO,
        Duration.ZERO,
        List.of());
  }
}
