package afterimage.diffusion.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import afterimage.engine.EngineException;
import afterimage.reference.ReferenceFolder;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A million characters of the kinds that took the square of their number, or a stack each. */
class LongPromptTest {
  private static final ClipTokenizer CLIP =
      ReferenceTokenizers.read(
          ReferenceFolder.path("tokenizer"), ReferenceFolder.path("tokenizer", "tokenizer"));

  static Stream<String> prompts() {
    return Stream.of(
            " ",
            ":",
            "(",
            ")",
            "[",
            "]",
            "\\",
            "(a",
            "(:1",
            ": ",
            "BREAK ",
            "BREAK",
            "a,",
            "é",
            "e\u0301",
            "\u0301\u0323",
            "😀",
            "<|endoftext|>",
            "<|",
            "'s",
            "7")
        .flatMap(
            piece -> {
              String many = piece.repeat(PromptSyntax.MAX_LENGTH / piece.length());
              return Stream.of(
                  many, cut("x:" + many), cut("(".repeat(100_000) + many), cut(many) + "]");
            });
  }

  private static String cut(String text) {
    return text.substring(0, Math.min(text.length(), PromptSyntax.MAX_LENGTH - 1));
  }

  @ParameterizedTest
  @MethodSource("prompts")
  @Timeout(120) // Guards against a hang.
  void weighted_millionCharacters_ends(String prompt) throws EngineException {
    PromptSyntax.requireReadable(prompt);
    assertThat(PromptChunk.weighted(CLIP, prompt)).isNotEmpty();
  }

  @Test
  @Timeout(120)
  void words_oneWordOfAMillionLetters_ends() {
    assertThat(CLIP.words("abcdefgh".repeat(125_000))).isNotEmpty();
    assertThat(CLIP.words("a".repeat(1_000_000))).isNotEmpty();
  }

  @Test
  void requireReadable_more_isRefused() {
    assertThatExceptionOfType(EngineException.class)
        .isThrownBy(() -> PromptSyntax.requireReadable("a".repeat(PromptSyntax.MAX_LENGTH + 1)))
        .withMessageContaining("1,000,001");
  }

  @Test
  void parse_manyPairs_weighsWhatIsInside() {
    String prompt = "(".repeat(100_000) + "fox" + ":1.0)".repeat(100_000);
    assertThat(PromptSyntax.parse(prompt))
        .isEqualTo(List.of(new PromptSyntax.Part.Words("fox", 1)));
  }
}
