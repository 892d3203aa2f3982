package afterimage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SeededCasesTest {

  @Test
  void check_twice_drawsTheSame() {
    assertThat(drawn(50)).isEqualTo(drawn(50)).doesNotHaveDuplicates();
  }

  @Test
  void check_firstTwoCases_areTheLeastAndTheGreatest() {
    List<Long> numbers = new ArrayList<>();
    List<Double> shares = new ArrayList<>();
    List<Integer> lengths = new ArrayList<>();
    SeededCases.check(
        2,
        values -> {
          numbers.add(values.anyLong());
          shares.add(values.between(0.1, 0.9));
          lengths.add(values.text(20).length());
        });
    assertThat(numbers).containsExactly(Long.MIN_VALUE, Long.MAX_VALUE);
    assertThat(shares).containsExactly(0.1, 0.9);
    assertThat(lengths).containsExactly(0, 20);
  }

  @Test
  void check_manyCases_meetTheSpecialValues() {
    List<Integer> numbers = new ArrayList<>();
    List<String> texts = new ArrayList<>();
    SeededCases.check(
        500,
        values -> {
          numbers.add(values.between(-1000, 1000));
          texts.add(values.text(30));
        });
    assertThat(numbers).contains(-1000, -1, 0, 1, 1000).allMatch(n -> Math.abs(n) <= 1000);
    assertThat(texts)
        .contains("")
        .anyMatch(text -> text.codePoints().anyMatch(c -> c > 0xffff))
        .anyMatch(text -> text.codePoints().anyMatch(c -> c >= 0xd800 && c < 0xe000))
        .anyMatch(text -> text.indexOf('\0') >= 0);
  }

  @Test
  void check_propertyThatFails_tellsSeedCaseAndValues() {
    assertThatExceptionOfType(AssertionError.class)
        .isThrownBy(() -> SeededCases.check(9, values -> assertThat(values.between(3, 7)).isOne()))
        .withMessageContainingAll("case 0 of 9", "-Dafterimage.seed=", "[3]");
  }

  private static List<String> drawn(int cases) {
    List<String> drawn = new ArrayList<>();
    SeededCases.check(
        cases,
        values -> {
          values.anyLong();
          values.bytes(0, 10);
          values.text(10);
          values.between(-1.0, 1.0);
          drawn.add(values.toString());
        });
    return drawn;
  }
}
