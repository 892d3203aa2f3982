package afterimage.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class ModelInfoTest {

  @Test
  void unknownWords_ofSmallVocabulary_areNamedOnce() {
    ModelInfo model =
        model(
            List.of(
                new ModelInfo.Word(
                    "bright", List.of("high key", "brighter"), "dark", List.of("darker"))));

    assertThat(model.unknownWords("Bright, a cat; high-key darker CAT (key:1.2)"))
        .containsExactly("a", "cat", "high-key");
    assertThat(model.unknownWords("bright, high key")).isEmpty();
  }

  @Test
  void unknownWords_ofFreeText_areNone() {
    assertThat(model(List.of()).unknownWords("a cat")).isEmpty();
  }

  private static ModelInfo model(List<ModelInfo.Word> vocabulary) {
    RefineSettings defaults = new RefineSettings("", "", 0.3, 50, 5, 6, 2.5, 0, null);
    return new ModelInfo(
        Path.of("m"), "m", "", "", defaults, false, true, 8, List.of("euler"), null, vocabulary);
  }
}
