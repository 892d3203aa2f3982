package afterimage.settings.found;

import static org.assertj.core.api.Assertions.assertThat;

import afterimage.Faults;
import afterimage.image.PictureException;
import afterimage.image.PictureReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Pictures of other programs whose settings were once misread, or not read. */
class FoundSettingsFaultsTest {

  @ParameterizedTest
  @CsvSource({
    "01/c_cnet.png, POSITIVE words, NEGATIVE words",
    "01/c_zeroout.png, POSITIVE words, ''",
    "14/c_nan.png, POSITIVE words, NEGATIVE words",
    "14/c_samplercustom.png, POSITIVE words, NEGATIVE words",
    "14/c_string.png, POSITIVE from string node, NEGATIVE words",
    "14/c_webp.webp, POSITIVE words, NEGATIVE words",
  })
  void in_comfyUi_takesWordsByTheirMeaning(String file, String positive, String negative)
      throws Exception {
    FoundSettings found = read(file);

    assertThat(found.program()).isEqualTo("ComfyUI");
    assertThat(found.prompt()).isEqualTo(positive);
    assertThat(found.negativePrompt()).isEqualTo(negative);
  }

  @Test
  void in_comfyUisCustomSampler_takesValuesOfOtherNodes() throws Exception {
    FoundSettings found = read("14/c_samplercustom.png");

    assertThat(found.seed()).isEqualTo(333);
    assertThat(found.steps()).isEqualTo(18);
    assertThat(found.strength()).isEqualTo(0.5);
    assertThat(found.guidance()).isEqualTo(5);
    assertThat(found.sampler()).isEqualTo("euler");
  }

  @ParameterizedTest
  @ValueSource(strings = {"fooocus.png", "fooocus_j.jpg", "fooocus_w.webp"})
  void in_fooocusOfAnyFormat_isRead(String file) throws Exception {
    FoundSettings found = read("15/" + file);

    assertThat(found.prompt()).startsWith("a tree house, \"quoted\"");
    assertThat(found.seed()).isEqualTo(512736172);
    assertThat(found.steps()).isEqualTo(30);
  }

  @Test
  void in_fooocusWithA1111sScheme_isRead() throws Exception {
    FoundSettings found = read("15/fooocus_a1111_j.jpg");

    assertThat(found.program()).isEqualTo("A1111");
    assertThat(found.prompt()).startsWith("masterpiece, \"best quality\"");
    assertThat(found.seed()).isEqualTo(123456789);
  }

  @ParameterizedTest
  @CsvSource({
    "uc_ascii.jpg, 'masterpiece, \"best quality\"', 123456789",
    "uc_le_latin.jpg, 'masterpiece, \"best quality\"', 123456789",
    "uc_undefined.jpg, 'masterpiece, \"best quality\"', 123456789",
    "uc_ascii_utf8.jpg, 森の中の猫, 77",
    "uc_be.jpg, 森の中の猫, 77",
    "uc_be_w.webp, 森の中の猫, 77",
    "uc_utf8_unicode.jpg, 'masterpiece, \"best quality\"', 123456789",
  })
  void in_commentOfAnyEncoding_isRead(String file, String prompt, long seed) throws Exception {
    FoundSettings found = read("16/" + file);

    assertThat(found.prompt()).startsWith(prompt);
    assertThat(found.seed()).isEqualTo(seed);
  }

  @ParameterizedTest
  @CsvSource({"a1111_big.png, 6942069420694206", "c_bigseed.png, 1125899906842624"})
  void seed_above32Bits_isItsLowHalf(String file, long named) throws Exception {
    FoundSettings found = read("17/" + file);

    assertThat(found.namedSeed()).isEqualTo(named);
    assertThat(found.seed()).isEqualTo(named % (1L << 32));
    assertThat(found.isSeedShortened()).isTrue();
  }

  @Test
  void in_textThatIsUtf8InSpiteOfPng_isReadSo() throws Exception {
    assertThat(read("33/a1111_utf8text.png").prompt()).isEqualTo("テスト, café");
  }

  private static FoundSettings read(String file) throws PictureException {
    return FoundSettings.in(PictureReader.read(Faults.file(file)).metadata()).orElseThrow();
  }
}
