package afterimage.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class HarmlessStreamTest {
  @Test
  void print_escapesControlsAndDirections_areReplaced() {
    String shown =
        shown("a\u001b]0;owned\u0007\u009b2J\u007f\u202eb\u2066c\u200f", StandardCharsets.UTF_8);

    assertThat(shown).startsWith("a?]0;owned?").contains("2J?").contains("b").endsWith("c\u200b");
    assertThat(shown.codePoints().filter(c -> c < ' ' || (c >= 0x7f && c < 0xa0))).isEmpty();
    assertThat(shown).doesNotContain("\u202e", "\u2066", "\u200f");
  }

  @Test
  void print_whatPeopleWrite_stays() {
    String text = "Füchse\t狐 😀\nzwei – drei “x” Â\u00a0À\n";

    assertThat(shown(text, StandardCharsets.UTF_8)).isEqualTo(text);
    assertThat(shown("Füchse\n", StandardCharsets.ISO_8859_1)).isEqualTo("Füchse\n");
    assertThat(shown("a\u009bb", StandardCharsets.ISO_8859_1)).isEqualTo("a?b");
  }

  private static String shown(String text, Charset charset) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    PrintStream terminal = new PrintStream(bytes, true, charset);
    HarmlessStream.over(terminal).print(text);
    terminal.flush();
    return bytes.toString(charset);
  }
}
