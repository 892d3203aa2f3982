package afterimage.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import afterimage.file.FileName;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NameTemplateTest {
  private static final NameTemplate.Picture PICTURE =
      new NameTemplate.Picture(
          "holiday.photo.jpg",
          3,
          new RefineSettings("a/b: \"fox\" $1", "", 0.3, 50, 5, 6, 2.5, 42, null),
          "mini",
          LocalDate.of(2026, 11, 25));

  @ParameterizedTest
  @CsvSource({
    "{name}-refined, holiday.photo-refined",
    "{date}_{seed}_{strength}_{steps}_{guidance}, 2026-11-25_42_30_50_5.0",
    "{model} {version}, mini 3",
    "{prompt}, a_b_ _fox_ $1",
    "..hidden., hidden",
    "..., picture"
  })
  void nameOf_pattern_isFilledAndSafe(String pattern, String expected) {
    assertThat(new NameTemplate(pattern).nameOf(PICTURE)).isEqualTo(expected);
  }

  @Test
  void nameOf_longPrompt_isCut() {
    RefineSettings settings = new RefineSettings("x".repeat(5000), "", 0.3, 50, 5, 6, 2, 1, null);
    NameTemplate.Picture picture =
        new NameTemplate.Picture("a.png", 1, settings, "", LocalDate.EPOCH);

    assertThat(new NameTemplate("{prompt}{prompt}{prompt}{prompt}").nameOf(picture)).hasSize(180);
  }

  @Test
  void nameOf_characterThatDoesNotFit_isLeftOutWhole() {
    assertThat(named("{name}-{prompt}", "a.png", "a".repeat(59) + "😀"))
        .isEqualTo("a-" + "a".repeat(59));
  }

  @Test
  void nameOf_longNames_fitWithExtensionAndNumberAndKeepWhatTellsThemApart() {
    String name = named("{name}-{seed}", "日".repeat(80) + ".png", "");

    assertThat((name + "-10000.webp").getBytes(StandardCharsets.UTF_8).length)
        .isLessThanOrEqualTo(FileName.MAX_BYTES);
    assertThat(name).startsWith("日日").endsWith("-42");
  }

  @ParameterizedTest
  @ValueSource(strings = {"NUL", "con", "Com1.photo", "lpt9", "conout$"})
  void nameOf_deviceOfWindows_isNone(String device) {
    assertThat(named("{name}", device + ".png", "")).isEqualTo("_" + device);
  }

  @Test
  void nameOf_promptThatTurnsTheDirection_readsAsItIs() {
    assertThat(named("{prompt}", "a.png", "fox\u202egnp.exe")).isEqualTo("foxgnp.exe");
  }

  private static String named(String pattern, String source, String prompt) {
    RefineSettings settings = new RefineSettings(prompt, "", 0.3, 50, 5, 6, 2, 42, null);
    return new NameTemplate(pattern)
        .nameOf(new NameTemplate.Picture(source, 1, settings, "mini", LocalDate.EPOCH));
  }

  @ParameterizedTest
  @ValueSource(strings = {"{nam}", "a{}", " "})
  void template_unknownField_isNamed(String pattern) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new NameTemplate(pattern))
        .withMessageContaining("template");
  }
}
