package afterimage.settings.found;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class PairScannerTest {
  /** A1111's own, which recurses for each character of a quoted value. */
  private static final Pattern PAIR =
      Pattern.compile("\\s*(\\w[\\w \\-/]+):\\s*(\"(?:\\\\.|[^\\\\\"])+\"|[^,]*)(?:,|$)");

  @Test
  void next_anyLine_readsAsA1111Does() {
    Random random = new Random(16);
    String alphabet = "aB1_ -/:,\"\\.\té";
    for (int i = 0; i < 100_000; i++) {
      StringBuilder text = new StringBuilder();
      for (int left = random.nextInt(24); left > 0; left--) {
        text.append(alphabet.charAt(random.nextInt(alphabet.length())));
      }
      String line = text.toString();
      assertThat(scanned(line)).as(line).isEqualTo(matched(line));
    }
  }

  private static List<String> scanned(String line) {
    List<String> pairs = new ArrayList<>();
    PairScanner scanner = new PairScanner(line);
    while (scanner.next()) {
      pairs.add(scanner.key() + "=" + scanner.value());
    }
    return pairs;
  }

  private static List<String> matched(String line) {
    List<String> pairs = new ArrayList<>();
    Matcher pair = PAIR.matcher(line);
    while (pair.find()) {
      pairs.add(pair.group(1).strip() + "=" + pair.group(2).strip());
    }
    return pairs;
  }
}
