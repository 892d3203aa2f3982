package afterimage.diffusion.text;

import static org.assertj.core.api.Assertions.assertThat;

import afterimage.fuzz.FuzzedText;
import afterimage.fuzz.Fuzzing;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.extension.RegisterExtension;

class PromptFuzzTest {
  @RegisterExtension static final Fuzzing FUZZING = Fuzzing.of("prompt");

  private static final Path MODEL =
      Path.of("src/test/resources/reference/onnx/tiny_base/tokenizer_2");
  private static final ClipTokenizer TOKENIZER = ReferenceTokenizers.read(MODEL, MODEL);

  @FuzzTest
  void weighted_anyPrompt_isChunksOfTokens(byte[] input) throws IOException {
    FUZZING.run(
        input,
        () -> {
          String prompt = FuzzedText.of(input);
          for (PromptSyntax.Part part : PromptSyntax.parse(prompt)) {
            if (part instanceof PromptSyntax.Part.Words(String words, double weight)) {
              assertThat(words).isNotEmpty();
              assertThat(weight).isBetween(-100.0, 100.0);
            }
          }
          assertThat(PromptChunk.weighted(TOKENIZER, prompt))
              .isNotEmpty()
              .allSatisfy(chunk -> assertThat(chunk.ids()).hasSize(chunk.weights().length));
          assertThat(TOKENIZER.padded(prompt)).hasSize(TOKENIZER.config().maxLength());
        });
  }
}
