package afterimage.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class ConsoleWriterTest {
  private final StringWriter arrived = new StringWriter();
  private final ConsoleWriter console = ConsoleWriter.over(new PrintWriter(arrived));

  @Test
  void println_foreignTextWithBreaks_staysOneHarmlessLine() {
    console.println("name\nFailed: fake\r\u001b[2J\u202e");

    assertThat(arrived.toString())
        .isEqualTo("name Failed: fake \ufffd[2J" + System.lineSeparator());
  }

  @Test
  void printAndPrintf_terminalsOrders_areTakenOut() {
    console.print("a\u001b]0;x\u0007\n");
    console.printf("%s", "\u009b31m");
    console.print('\u001b');

    assertThat(arrived.toString()).contains("a").doesNotContain("\u001b", "\u0007", "\u009b");
  }

  @Test
  void redraw_ourOwnLine_movesTheCursorAndCoversTheFormerLine() {
    console.redraw("abc", 5);
    console.undraw(3);

    assertThat(arrived.toString()).isEqualTo("\rabc  \r   \r");
  }

  @Test
  void checkError_streamUnderneathFailed_isTrue() {
    OutputStream full =
        new OutputStream() {
          @Override
          public void write(int b) throws IOException {
            throw new IOException("No space left on device");
          }
        };
    PrintStream stream = new PrintStream(full, true, StandardCharsets.UTF_8);
    ConsoleWriter broken =
        ConsoleWriter.over(new PrintWriter(stream, false, StandardCharsets.UTF_8));

    assertThat(broken.checkError()).isFalse();
    broken.println("x");
    assertThat(broken.checkError()).isTrue();
  }

  @Test
  void json_foreignText_isAsciiThatReadsAsItWas() {
    String json = Json.line(java.util.Map.of("name", "ü\u001b\u009b\u202e"));

    assertThat(json).isEqualToIgnoringCase("{\"name\":\"\\u00fc\\u001b\\u009b\\u202e\"}");
  }
}
