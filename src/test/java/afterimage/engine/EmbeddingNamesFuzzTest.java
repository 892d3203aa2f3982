package afterimage.engine;

import static org.assertj.core.api.Assertions.assertThat;

import afterimage.fuzz.FuzzedText;
import afterimage.fuzz.Fuzzing;
import afterimage.fuzz.Seeds;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.provider.MethodSource;

class EmbeddingNamesFuzzTest {
  @RegisterExtension static final Fuzzing FUZZING = Fuzzing.of("embedding-names");

  static Stream<byte[]> seeds() {
    return Stream.of(
        seed("orb", "bad-hands-5", "a photo of orb, (embedding:orb:1.2) <embedding:bad-hands-5>"),
        seed("<orb>", "ſtraße", "<ORB> STRASSE straße embedding:sub/orb.safetensors"));
  }

  private static byte[] seed(String one, String other, String prompt) {
    return Seeds.joined(
        one.getBytes(StandardCharsets.UTF_8),
        other.getBytes(StandardCharsets.UTF_8),
        prompt.getBytes(StandardCharsets.UTF_8));
  }

  @MethodSource("seeds")
  @FuzzTest
  void split_anyPromptAndNames_losesNothingElse(byte[] input) throws IOException {
    byte[][] fields = Seeds.fields(input, 3);
    FUZZING.run(
        input,
        () -> {
          List<String> names = new ArrayList<>();
          for (int i = 0; i < 2; i++) {
            String name = FuzzedText.of(fields[i]);
            if (!name.isBlank()) {
              names.add(name);
            }
          }
          String prompt = FuzzedText.of(fields[2]);
          StringBuilder left = new StringBuilder();
          List<Integer> found = new ArrayList<>();
          new EmbeddingNames(names).split(prompt, left::append, found::add);
          assertThat(found).allMatch(place -> place >= 0 && place < names.size());
          if (found.isEmpty()) {
            assertThat(left.toString()).isEqualTo(prompt);
          }
          assertThat(new EmbeddingNames(names).in(prompt)).doesNotHaveDuplicates();
          for (EmbeddingTag tag : EmbeddingTag.in(prompt)) {
            assertThat(prompt).contains(tag.written());
          }
          assertThat(EmbeddingTag.in(EmbeddingTag.without("x", _ -> true))).isEmpty();
        });
  }
}
