package afterimage.diffusion.text;

import static org.assertj.core.api.Assertions.assertThat;

import afterimage.reference.ReferenceFolder;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;

/**
 * Every recorded prompt through both of SDXL's tokenizers. Where implementations differ, Hugging
 * Face's fast tokenizer is followed, whose ids are the recorded ones.
 */
@Tag("reference")
class ClipTokenizerReferenceTest {
  private final ClipTokenizer first = tokenizer("tokenizer");
  private final ClipTokenizer second = tokenizer("tokenizer_2");

  @TestFactory
  Stream<DynamicTest> prompts() {
    return ReferenceFolder.json("tokenizer", "prompts.json")
        .get("cases")
        .valueStream()
        .map(
            prompt ->
                DynamicTest.dynamicTest(
                    prompt.get("text").toString(),
                    () -> {
                      String text = prompt.get("text").asString();
                      assertThat(first.encode(text)).isEqualTo(ids(prompt, "ids"));
                      assertThat(first.padded(text)).isEqualTo(ids(prompt, "tokenizer_77"));
                      assertThat(second.padded(text)).isEqualTo(ids(prompt, "tokenizer_2_77"));
                    }));
  }

  private static int[] ids(JsonNode prompt, String key) {
    return prompt.get(key).valueStream().mapToInt(JsonNode::asInt).toArray();
  }

  private static ClipTokenizer tokenizer(String name) {
    return ReferenceTokenizers.read(
        ReferenceFolder.path("tokenizer"), ReferenceFolder.path("tokenizer", name));
  }
}
