package afterimage.settings.found;

import static org.assertj.core.api.Assertions.assertThat;

import afterimage.SeededCases;
import afterimage.engine.AdvancedSettings;
import afterimage.engine.GuidanceInterval;
import afterimage.engine.MaskSettings;
import afterimage.engine.RefineSettings;
import afterimage.image.PictureMetadata;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FoundSettingsTest {
  private static final RefineSettings BASE =
      new RefineSettings("mine", "", 0.3, 50, 5, 6, 2.5, 1, "euler");

  @Test
  void in_a1111_readsPromptsPairsAndQuotedValues() {
    FoundSettings found =
        find(
            "parameters",
            "a fox, (red:1.2)\nin the snow\nNegative prompt: blurry\nSteps: 28, Sampler: DPM++ 2M,"
                + " Schedule type: Karras,"
                + " CFG scale: 6.5, Seed: 4294967295, Size: 1024x1024, Model: \"a, b\","
                + " Denoising strength: 0.35, Version: v1.9");

    assertThat(found.program()).isEqualTo("A1111");
    assertThat(found.prompt()).isEqualTo("a fox, (red:1.2)\nin the snow");
    assertThat(found.negativePrompt()).isEqualTo("blurry");
    assertThat(found.model()).isEqualTo("a, b");
    assertThat(found.onto(BASE))
        .isEqualTo(
            new RefineSettings(
                found.prompt(), "blurry", 0.35, 28, 6.5, 6, 2.5, 4294967295L, "dpmpp-2m-karras"));
  }

  @Test
  void in_a1111WithSkippedGuidance_readsItAndLeavesTheRest() {
    String text =
        "a fox\nSteps: 28, Sampler: Euler, CFG scale: 6, Seed: 1, NGMS: 2.5, VAE Decoder: TAESD,"
            + " CFG rescale: 0.4, Version: v1.10.1";
    AdvancedSettings usual = AdvancedSettings.DEFAULT.withClipSkip(1);

    assertThat(find("parameters", text).onto(BASE.withAdvanced(usual)).advanced())
        .isEqualTo(usual.withGuidanceInterval(new GuidanceInterval(0, 1, 2.5, false)));
    assertThat(find("parameters", text + ", NGMS all steps: True").onto(BASE).advanced())
        .isEqualTo(
            AdvancedSettings.DEFAULT.withGuidanceInterval(new GuidanceInterval(0, 1, 2.5, true)));
    assertThat(find("parameters", text.replace("2.5", "-3")).onto(BASE).advanced())
        .isEqualTo(AdvancedSettings.DEFAULT);
  }

  @Test
  void in_samplerWithoutCounterpart_isNamedAndTheUsualStays() {
    FoundSettings found =
        find(
            "parameters",
            "a fox\nSteps: 28, Sampler: DPM++ 2S a, Schedule type: Karras, CFG scale: 6, Seed: 1");

    assertThat(found.isSamplerUnknown()).isTrue();
    assertThat(found.namedSampler()).isEqualTo("DPM++ 2S a, Karras");
    assertThat(found.onto(BASE).scheduler()).isEqualTo("euler");
  }

  @Test
  void in_textOfOurs_isNamedSo() {
    FoundSettings found =
        find("parameters", "warm\nSteps: 8, CFG scale: 1, Seed: 3, Version: Afterimage 0.1");

    assertThat(found.program()).isEqualTo("Afterimage");
    assertThat(found.seed()).isEqualTo(3);
  }

  @Test
  void in_a1111MaskedPart_isTakenOver() {
    FoundSettings found =
        find(
            "parameters",
            "a fox\nSteps: 28, Sampler: Euler a, CFG scale: 6, Seed: 1, Mask blur: 4,"
                + " Inpaint area: Only masked, Masked area padding: 48");

    assertThat(found.onto(BASE).advanced().mask()).isEqualTo(new MaskSettings(true, 48));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Inpaint area: Only masked",
        "Inpaint area: only masked, Masked area padding: -1",
        "Inpaint area: Only masked, Masked area padding: 99999999999",
        "Inpaint area: Only masked, Masked area padding: wide"
      })
  void in_a1111MarginThatIsNone_isTheUsual(String pairs) {
    FoundSettings found = find("parameters", "a fox\nSteps: 28, CFG scale: 6, Seed: 1, " + pairs);

    assertThat(found.onto(BASE).advanced().mask()).isEqualTo(new MaskSettings(true, 32));
  }

  @Test
  void in_a1111WholePicture_switchesItOff() {
    FoundSettings found =
        find("parameters", "a fox\nSteps: 28, CFG scale: 6, Seed: 1, Inpaint area: Whole picture");

    assertThat(found.onto(BASE).advanced().mask().onlyMasked()).isFalse();
  }

  @Test
  void in_textOfOursWithAMarginOutOfRange_isTheUsual() {
    FoundSettings found =
        find(
            "parameters",
            "a fox\nSteps: 8, CFG scale: 1, Seed: 3, Inpaint area: Only masked,"
                + " Masked area padding: 5000, Version: Afterimage 0.1");

    assertThat(found.onto(BASE).advanced().mask()).isEqualTo(new MaskSettings(true, 32));
  }

  @Test
  void in_comfyUi_followsLinksFromTheLastSampler() {
    FoundSettings found =
        find(
            "prompt",
            """
            {"3": {"class_type": "KSampler", "inputs": {"seed": ["9", 0], "steps": 20, "cfg": 8,
              "sampler_name": "euler", "denoise": 0.4, "model": ["4", 0],
              "positive": ["12", 0], "negative": ["7", 0]}},
             "4": {"class_type": "CheckpointLoaderSimple", "inputs": {"ckpt_name": "xl.safetensors"}},
             "6": {"class_type": "CLIPTextEncode", "inputs": {"text": "a lake", "clip": ["4", 1]}},
             "7": {"class_type": "CLIPTextEncodeSDXLRefiner",
                   "inputs": {"ascore": 2, "text": "ugly", "clip": ["4", 1]}},
             "9": {"class_type": "PrimitiveInt", "inputs": {"value": 5}},
             "12": {"class_type": "ConditioningCombine", "inputs": {"conditioning_1": ["6", 0]}}}
            """);

    assertThat(found)
        .isEqualTo(
            new FoundSettings(
                "ComfyUI",
                "a lake",
                "ugly",
                5L,
                20,
                8.0,
                0.4,
                null,
                2.0,
                "euler",
                null,
                "xl.safetensors"));
  }

  @Test
  void in_comfyUiWithACircle_ends() {
    FoundSettings found =
        find(
            "prompt",
            """
            {"1": {"inputs": {"steps": 9, "positive": ["2", 0]}},
             "2": {"inputs": {"a": ["2", 0]}}}
            """);

    assertThat(found.steps()).isEqualTo(9);
    assertThat(found.prompt()).isEmpty();
  }

  @Test
  void in_invokeAi_readsItsFields() {
    FoundSettings found =
        find(
            "invokeai_metadata",
            "{\"positive_prompt\": \"a cat\", \"negative_prompt\": \"\", \"seed\": 12,"
                + " \"steps\": 30, \"cfg_scale\": 7.5, \"strength\": 0.6, \"scheduler\": \"euler\","
                + " \"model\": {\"name\": \"sdxl\"}, \"refiner_positive_aesthetic_score\": 7}");

    assertThat(found)
        .isEqualTo(
            new FoundSettings(
                "InvokeAI", "a cat", "", 12L, 30, 7.5, 0.6, 7.0, null, "euler", null, "sdxl"));
  }

  @Test
  void in_fooocus_readsItsScheme() {
    FoundSettings found =
        find(
            "parameters",
            "{\"prompt\": \"hill\", \"seed\": \"18446744073709551615\", \"steps\": 30}");

    assertThat(found.program()).isEqualTo("Fooocus");
    assertThat(found.seed()).as("of 64 bits").isEqualTo(0xffff_ffffL);
  }

  @Test
  void in_nothingOfUse_findsNothing() {
    assertThat(FoundSettings.in(PictureMetadata.NONE)).isEmpty();
    assertThat(FoundSettings.in(new PictureMetadata(new byte[0], Map.of("prompt", "{}"))))
        .isEmpty();
    assertThat(FoundSettings.in(new PictureMetadata(new byte[0], Map.of("parameters", ""))))
        .isEmpty();
  }

  @Test
  void in_anyText_neverThrows() {
    SeededCases.check(
        300,
        values -> {
          String text = values.text(255);
          for (String key : new String[] {"parameters", "prompt", "invokeai_metadata"}) {
            FoundSettings.in(new PictureMetadata(new byte[0], Map.of(key, text)));
            FoundSettings.in(
                new PictureMetadata(new byte[0], Map.of(key, "{\"1\": {\"inputs\": " + text)));
          }
        });
  }

  private static FoundSettings find(String key, String text) {
    return FoundSettings.in(new PictureMetadata(new byte[0], Map.of(key, text))).orElseThrow();
  }
}
