package afterimage.diffusion.text;

import static org.assertj.core.api.Assertions.assertThat;

import afterimage.SeededCases;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class PromptChunkTest {
  private static final Path MODEL =
      Path.of("src/test/resources/reference/onnx/tiny_base/tokenizer_2");
  private static final ClipTokenizer TOKENIZER = ReferenceTokenizers.read(MODEL, MODEL);
  private static final int ROOM = TOKENIZER.config().maxLength() - 2;

  @Test
  void weighted_shortPlainPrompt_isWhatTheTokenizerGives() {
    List<PromptChunk> chunks = PromptChunk.weighted(TOKENIZER, "a red fox");
    assertThat(chunks).containsExactly(PromptChunk.plain(TOKENIZER, "a red fox"));
    assertThat(chunks.getFirst().isWeighted()).isFalse();
  }

  @Test
  void weighted_emptyPrompt_isOneChunk() {
    assertThat(PromptChunk.weighted(TOKENIZER, ""))
        .containsExactly(PromptChunk.plain(TOKENIZER, ""));
  }

  @Test
  void weighted_break_beginsANewChunk() {
    assertThat(PromptChunk.weighted(TOKENIZER, "a fox BREAK a cat"))
        .containsExactly(
            PromptChunk.plain(TOKENIZER, "a fox"), PromptChunk.plain(TOKENIZER, "a cat"));
  }

  @Test
  void weighted_commaNearTheEnd_endsTheChunk() {
    int word = TOKENIZER.words("a").length;
    assertThat(word).isEqualTo(1);
    String prompt = "a ".repeat(ROOM - 5) + ", " + "b ".repeat(10);
    List<PromptChunk> chunks = PromptChunk.weighted(TOKENIZER, prompt);
    assertThat(chunks).hasSize(2);
    assertThat(chunks.get(1)).isEqualTo(PromptChunk.plain(TOKENIZER, "b ".repeat(10)));
  }

  @Test
  void weighted_weights_sitAtTheirWords() {
    PromptChunk chunk = PromptChunk.weighted(TOKENIZER, "a (b:1.5) c").getFirst();
    assertThat(chunk.isWeighted()).isTrue();
    assertThat(chunk.weights()).startsWith(1, 1, 1.5f, 1, 1);
  }

  @Test
  void weighted_anyText_losesNoToken() {
    SeededCases.check(200, values -> assertNoTokenLost(values.text(300)));
  }

  private static void assertNoTokenLost(String text) {
    String prompt = text.replaceAll("[()\\[\\]\\\\]", "").replace("BREAK", "");
    int tokens = 0;
    for (PromptChunk chunk : PromptChunk.weighted(TOKENIZER, prompt)) {
      assertThat(chunk.ids()).hasSize(ROOM + 2);
      assertThat(chunk.ids()[0]).isEqualTo(TOKENIZER.startId());
      int end = 1;
      while (chunk.ids()[end] != TOKENIZER.endId()) {
        end++;
      }
      tokens += end - 1;
    }
    assertThat(tokens).isEqualTo(TOKENIZER.words(prompt).length);
  }
}
