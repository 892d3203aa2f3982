package afterimage.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class BreakWordTest {
  private static final String[] PIECES = {
    "BREAK", "BREA", "K", " ", "\n", "a", "_", "7", "é", "\u0301", "(", "日", ","
  };

  @Test
  void blanked_anyText_isAsAPatternHasIt() {
    Pattern pattern = Pattern.compile("\\bBREAK\\b");
    Random random = new Random(16);
    for (int i = 0; i < 50_000; i++) {
      StringBuilder text = new StringBuilder();
      for (int left = random.nextInt(9); left > 0; left--) {
        text.append(PIECES[random.nextInt(PIECES.length)]);
      }
      String prompt = text.toString();
      assertThat(BreakWord.blanked(prompt))
          .as(prompt)
          .isEqualTo(pattern.matcher(prompt).replaceAll(" "));
    }
  }

  @Test
  @Timeout(60) // Guards against a hang; a pattern needs hours.
  void next_millionMarks_ends() {
    assertThat(BreakWord.next("a" + "\u0301".repeat(1_000_000) + "BREAK", 0)).isEqualTo(-1);
    assertThat(BreakWord.next("\u0301".repeat(1_000_000) + " BREAK", 0)).isEqualTo(1_000_001);
  }
}
