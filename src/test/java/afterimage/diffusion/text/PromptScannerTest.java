package afterimage.diffusion.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class PromptScannerTest {
  /** What the scanner does, as a pattern, which takes the square of the prompt's length. */
  private static final Pattern TOKEN =
      Pattern.compile(
          "\\\\[()\\[\\]\\\\]|[(\\[\\]]|:(?<weight>[+-]?(?:\\d+\\.?\\d*|\\.\\d+))\\)|\\)");

  @Test
  void next_anyPrompt_cutsAsThePatternDoes() {
    Random random = new Random(16);
    String alphabet = "()[]:.1 5\\-+a\t";
    for (int i = 0; i < 100_000; i++) {
      StringBuilder text = new StringBuilder();
      for (int left = random.nextInt(14); left > 0; left--) {
        text.append(alphabet.charAt(random.nextInt(alphabet.length())));
      }
      String prompt = text.toString();
      assertThat(scanned(prompt)).as(prompt).isEqualTo(matched(prompt));
    }
  }

  private static List<String> scanned(String prompt) {
    List<String> brackets = new ArrayList<>();
    PromptScanner scanner = new PromptScanner(prompt);
    while (scanner.next()) {
      if (scanner.bracket() != ' ') {
        brackets.add(scanner.text() + " " + scanner.weight());
      }
    }
    return brackets;
  }

  private static List<String> matched(String prompt) {
    List<String> brackets = new ArrayList<>();
    Matcher token = TOKEN.matcher(prompt);
    while (token.find()) {
      if (token.group().charAt(0) != '\\') {
        brackets.add(token.group() + " " + token.group("weight"));
      }
    }
    return brackets;
  }
}
