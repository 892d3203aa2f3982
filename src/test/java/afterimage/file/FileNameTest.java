package afterimage.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FileNameTest {
  private static final String[] PIECES = {
    "a",
    "B",
    "ä",
    "日",
    "😀",
    "👨‍👩‍👧",
    "e\u0301",
    "\ud83d",
    "\ude00",
    "\u202e",
    "\u200b",
    "\u2066",
    "\ufeff",
    "/",
    "\\",
    ":",
    "*",
    "\"",
    "<",
    "|",
    "\n",
    "\u0000",
    "\u0085",
    "\u2028",
    ".",
    " ",
    "\u00a0",
    "\u3000",
    "-",
    "_",
    "CON",
    "nul.",
    "COM1",
    "LPT³",
    "conin$",
    "\uffff",
    "\u0301"
  };

  @ParameterizedTest
  @CsvSource({
    "photo, photo",
    "a/b:c, a_b_c",
    "CON, _CON",
    "aux.txt, _aux.txt",
    "Com¹, _Com¹",
    "CONIN$, _CONIN$",
    "console, console",
    "COM10, COM10",
    "-rf, rf",
    "..hidden, hidden",
    "dots..., dots",
    "' .. ', otherwise",
    "'', otherwise"
  })
  void of_text_isANameEverywhere(String text, String expected) {
    assertThat(FileName.of(text, 200, "otherwise")).isEqualTo(expected);
  }

  @Test
  void of_controlsThatTurnOrHide_areGone() {
    assertThat(FileName.of("a\u202egpj.exe\u200b\ufeff", 200, "")).isEqualTo("agpj.exe");
    assertThat(FileName.of("one\ntwo\u0000\u0007three", 200, "")).isEqualTo("one_two_three");
  }

  @Test
  void of_tooLong_isCutBeforeWhatDoesNotFit() {
    assertThat(FileName.of("a".repeat(59) + "😀", 62, "")).isEqualTo("a".repeat(59));
    assertThat(FileName.of("日".repeat(100), 100, "")).isEqualTo("日".repeat(33));
    assertThat(FileName.of("a".repeat(19) + "e\u0301", 20, "")).isEqualTo("a".repeat(19));
    assertThat(FileName.of("a".repeat(19) + " . b", 20, "")).isEqualTo("a".repeat(19));
    assertThat(FileName.of("CON." + "x".repeat(100), 50, "")).hasSize(50).startsWith("_CON.xx");
  }

  @Test
  void of_oneLetterWithMoreMarksThanFit_keepsWhatFits() {
    assertThat(FileName.of("a" + "\u0301".repeat(500), 101, ""))
        .isEqualTo("a" + "\u0301".repeat(50));
  }

  @ParameterizedTest
  @ValueSource(strings = {"ab😀c"})
  void begin_withinASurrogatePair_endsBeforeIt(String text) {
    assertThat(FileName.begin(text, 3)).isEqualTo("ab");
    assertThat(FileName.begin(text, 4)).isEqualTo("ab😀");
    assertThat(FileName.begin(text, 9)).isEqualTo(text);
  }

  @Test
  void of_anyText_keepsTheRules() {
    Random random = new Random(16);
    for (int i = 0; i < 20_000; i++) {
      String text = text(random);
      int most = 16 + random.nextInt(60);

      String name = FileName.of(text, most, "otherwise");

      assertThat(name.getBytes(StandardCharsets.UTF_8).length)
          .as(text)
          .isBetween(1, Math.max(most, 9));
      assertThat(new String(name.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8))
          .as("no half characters")
          .isEqualTo(name);
      assertThat(name).doesNotContainPattern("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}\\\\/:*?\"<>|]");
      assertThat(name).doesNotContainPattern("^[ .\\-]|[ .]$");
      String base = name.split("\\.", -1)[0].strip().toUpperCase(Locale.ROOT);
      assertThat(base).doesNotMatch("CON|PRN|AUX|NUL|CONIN\\$|CONOUT\\$|(COM|LPT)[0-9¹²³]");
      assertThat(FileName.of(name, most, "otherwise")).as("again").isEqualTo(name);
    }
  }

  private static String text(Random random) {
    StringBuilder text = new StringBuilder();
    for (int left = random.nextInt(40); left > 0; left--) {
      text.append(PIECES[random.nextInt(PIECES.length)]);
    }
    return text.toString();
  }
}
