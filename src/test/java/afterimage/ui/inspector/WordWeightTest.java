package afterimage.ui.inspector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import afterimage.diffusion.text.PromptSyntax;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WordWeightTest {

  @Test
  void changed_wordAtTheCaret_isWeighedAndSelected() {
    WordWeight more = WordWeight.changed("a warm evening", 4, 4, 1);

    assertThat(more.text()).isEqualTo("a (warm:1.1) evening");
    assertThat(more.text().substring(more.start(), more.end())).isEqualTo("warm");
    assertThat(again(more, 1).text()).isEqualTo("a (warm:1.2) evening");
    assertThat(again(more, -1).text()).isEqualTo("a warm evening");
    assertThat(again(again(more, -1), -1).text()).isEqualTo("a (warm:0.9) evening");
  }

  @Test
  void changed_selection_isWeighedWithoutTheSpacesAround() {
    assertThat(WordWeight.changed("a warm evening sky", 1, 15, 1).text())
        .isEqualTo("a (warm evening:1.1) sky");
  }

  @Test
  void changed_bracketsWithoutNumber_countAsA1111HasThem() {
    assertThat(WordWeight.changed("(warm) sky", 3, 3, 1).text()).isEqualTo("(warm:1.2) sky");
    assertThat(WordWeight.changed("(warm) sky", 3, 3, -1).text()).isEqualTo("warm sky");
  }

  @Test
  void changed_innermostBrackets_areMeant() {
    assertThat(WordWeight.changed("((warm:1.3) sky:0.8)", 4, 4, 1).text())
        .isEqualTo("((warm:1.4) sky:0.8)");
    assertThat(WordWeight.changed("((warm:1.3) sky:0.8)", 13, 13, 1).text())
        .isEqualTo("((warm:1.3) sky:0.9)");
  }

  @Test
  void changed_escapedBracket_isNoBracket() {
    assertThat(WordWeight.changed("\\(warm\\)", 4, 4, 1).text()).isEqualTo("\\((warm:1.1)\\)");
  }

  @Test
  void changed_atTheEnds_staysWithin() {
    assertThat(WordWeight.changed("(warm:2)", 3, 3, 1).text()).isEqualTo("(warm:2)");
    assertThat(WordWeight.changed("(warm:0.1)", 3, 3, -1).text()).isEqualTo("(warm:0.1)");
  }

  @Test
  void changed_noWord_changesNothing() {
    assertThat(WordWeight.changed("", 0, 0, 1)).isEqualTo(new WordWeight("", 0, 0));
    assertThat(WordWeight.changed("a  ,  b", 3, 3, 1).text()).isEqualTo("a  ,  b");
  }

  @Test
  void changed_word_weighsAsTheParserReadsIt() {
    PromptSyntax.Part part =
        PromptSyntax.parse(WordWeight.changed("warm", 0, 0, 3).text()).getFirst();

    assertThat(part).isInstanceOf(PromptSyntax.Part.Words.class);
    assertThat(((PromptSyntax.Part.Words) part).weight()).isCloseTo(1.3, within(1e-9));
  }

  @Property
  void changed_anyTextAndPlace_selectsAPartOfTheText(
      @ForAll @StringLength(max = 24) @CharRange(from = '(', to = ':') String text,
      @ForAll @IntRange(max = 24) int one,
      @ForAll @IntRange(max = 24) int other,
      @ForAll @IntRange(min = -30, max = 30) int steps) {
    int start = Math.min(Math.min(one, other), text.length());
    int end = Math.min(Math.max(one, other), text.length());

    WordWeight changed = WordWeight.changed(text, start, end, steps);

    assertThat(changed.start()).isBetween(0, changed.end());
    assertThat(changed.end()).isLessThanOrEqualTo(changed.text().length());
  }

  @ParameterizedTest
  @ValueSource(strings = {"(", ")", ":", ": ", " ", "1", ":1 ", "a", "\\", "\u0301", "(a:1.1)"})
  @Timeout(60) // Guards against a hang.
  void changed_millionCharacters_ends(String piece) {
    String text = piece.repeat(1_000_000 / piece.length());
    for (String prompt : new String[] {text, "(" + text + ")"}) {
      assertThat(WordWeight.changed(prompt, prompt.length() / 2, prompt.length() / 2, 1).text())
          .hasSizeGreaterThanOrEqualTo(prompt.length());
    }
  }

  private static WordWeight again(WordWeight last, int steps) {
    return WordWeight.changed(last.text(), last.start(), last.end(), steps);
  }
}
