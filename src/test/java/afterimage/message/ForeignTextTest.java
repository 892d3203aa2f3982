package afterimage.message;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ForeignTextTest {
  @Test
  void line_plainTextInAnyWriting_staysAsItIs() {
    String text = "Füchse, 狐, ثعلب, 🦊 and ½";

    assertThat(ForeignText.line(text, 100)).isSameAs(text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\u001b[2J",
        "\u009b31m",
        "\u0007",
        "\u007f",
        "\u0000",
        "\u202e",
        "\u2066",
        "\u200f",
        "\u2028",
        "\ud83e",
        "\r\n",
        "\t"
      })
  void line_characterThatActs_isNotInTheLine(String harmful) {
    String line = ForeignText.line("a" + harmful + "b", 100);

    assertThat(line).startsWith("a").endsWith("b");
    assertThat(line.codePoints()).noneMatch(ForeignText::isHarmful);
  }

  @Test
  void lines_breaksAndTabs_stayWithoutCarriageReturns() {
    assertThat(ForeignText.lines("a\r\n\tb\u001b[0m\n", 100)).isEqualTo("a\n\tb\ufffd[0m\n");
  }

  @Test
  void line_longPath_keepsItsBeginningAndItsEnd() {
    String line = ForeignText.line("/home/" + "x".repeat(10_000) + "/model.onnx", 60);

    assertThat(line).hasSize(60).startsWith("/home/x").contains("…").endsWith("x/model.onnx");
  }

  @Test
  void line_cutThroughPair_leavesNoHalf() {
    for (int most = 10; most < 20; most++) {
      assertThat(ForeignText.line("🦊".repeat(100), most).codePoints())
          .noneMatch(ForeignText::isHarmful);
    }
  }

  @Test
  void sentence_foreignValues_areHarmlessAndBounded() {
    String sentence =
        Messages.of("bundle.file", "x\u001b]0;title\u0007.json", "y".repeat(15_000_000));

    assertThat(sentence).hasSizeLessThan(3_100).doesNotContain("\u001b", "\u0007");
  }
}
