package afterimage.diffusion.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import afterimage.SeededCases;
import afterimage.reference.ReferenceFolder;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ClipTokenizerTest {
  private static final ClipTokenizer CLIP = reference("tokenizer");
  private static final ClipTokenizer SECOND = reference("tokenizer_2");
  private static final String LATIN = "abcdefghijklmnopqrstuvwxyz ,.-'0123456789";

  @Test
  void padded_anyText_startsAndFillsTheLength() {
    SeededCases.check(
        300,
        values -> {
          int[] ids = CLIP.padded(values.text(255));
          assertThat(ids).hasSize(77).contains(CLIP.endId());
          assertThat(ids[0]).isEqualTo(CLIP.startId());
        });
  }

  @Test
  void encode_anyText_isPaddedUpToItsLength() {
    SeededCases.check(
        300,
        values -> {
          String text = values.text(255);
          int[] ids = SECOND.encode(text);
          int[] padded = SECOND.padded(text);
          int shared = Math.min(ids.length, 77) - 1;
          assertThat(padded).startsWith(Arrays.copyOf(ids, shared));
          assertThat(padded[shared]).isEqualTo(SECOND.endId());
        });
  }

  @Test
  void encode_upperCase_readsAsLowerCase() {
    SeededCases.check(
        100,
        values -> {
          String text = values.text(0, 255, LATIN);
          assertThat(CLIP.encode(text.toUpperCase(Locale.ROOT))).isEqualTo(CLIP.encode(text));
        });
  }

  @Test
  void words_exclamationMarkWithPaddingToken_isPadding() {
    assertThat(SECOND.words("a!b")).containsExactly(320, 0, 321);
    assertThat(CLIP.words("!")).containsExactly(256);
  }

  @Test
  void construct_vocabularyWithoutStart_namesIt() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ClipTokenizer(Map.of(), List.of(), TokenizerConfig.clip()))
        .withMessageContaining("<|startoftext|>");
  }

  @Test
  void words_pieceNotInVocabulary_isUnknown() {
    ClipTokenizer tiny =
        new ClipTokenizer(
            Map.of("<|startoftext|>", 0, "<|endoftext|>", 1, "a</w>", 2),
            List.of("#version: 0.2"),
            TokenizerConfig.clip());
    assertThat(tiny.encode("a z")).containsExactly(0, 2, 1, 1);
  }

  @Test
  void config_tokensOfAnotherKind_areNamed() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> TokenizerConfig.of(Map.of("pad_token", 3), Map.of()))
        .withMessageContaining("pad_token");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> TokenizerConfig.of(Map.of("model_max_length", "x"), Map.of()))
        .withMessageContaining("model_max_length");
  }

  @Test
  void config_lengthNotKnown_isClips() {
    assertThat(TokenizerConfig.of(Map.of("model_max_length", 1e30), Map.of()).maxLength())
        .isEqualTo(77);
  }

  private static ClipTokenizer reference(String name) {
    return ReferenceTokenizers.read(
        ReferenceFolder.path("tokenizer"), ReferenceFolder.path("tokenizer", name));
  }
}
