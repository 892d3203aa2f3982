package afterimage.ui.inspector;

import static org.assertj.core.api.Assertions.assertThat;

import afterimage.engine.ModelInfo.Word;
import java.util.List;
import org.junit.jupiter.api.Test;

class VocabularyTest {
  private final Vocabulary vocabulary =
      new Vocabulary(
          List.of(
              new Word("bright", List.of("light"), "dark", List.of("dim")),
              new Word("sharp", List.of(), "soft", List.of())));

  @Test
  void toggled_absentWord_isAppended() {
    assertThat(vocabulary.toggled("", "bright")).isEqualTo("bright");
    assertThat(vocabulary.toggled("sharp", "bright")).isEqualTo("sharp, bright");
  }

  @Test
  void toggled_oppositeThere_takesItsPlace() {
    assertThat(vocabulary.toggled("dim, sharp", "bright")).isEqualTo("sharp, bright");
  }

  @Test
  void toggled_wordThere_isRemovedWithItsSynonyms() {
    assertThat(vocabulary.toggled("Light, sharp, bright", "bright")).isEqualTo("sharp");
  }

  @Test
  void has_synonym_counts() {
    assertThat(vocabulary.has("a light touch", "bright")).isTrue();
    assertThat(vocabulary.has("brighter", "bright")).isFalse();
  }
}
