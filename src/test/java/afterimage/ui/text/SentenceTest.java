package afterimage.ui.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SentenceTest {

  @Test
  void of_smallLetter_becomesCapital() {
    assertThat(Sentence.of("works; nothing else")).isEqualTo("Works; nothing else");
    assertThat(Sentence.of("ähnlich")).isEqualTo("Ähnlich");
  }

  @Test
  void of_otherBeginnings_stay() {
    assertThat(Sentence.of("")).isEmpty();
    assertThat(Sentence.of("CPU")).isEqualTo("CPU");
    assertThat(Sentence.of("2 threads")).isEqualTo("2 threads");
  }
}
