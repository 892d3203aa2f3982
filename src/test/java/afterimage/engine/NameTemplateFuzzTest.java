package afterimage.engine;

import static org.assertj.core.api.Assertions.assertThat;

import afterimage.fuzz.FuzzedText;
import afterimage.fuzz.Fuzzing;
import afterimage.fuzz.Seeds;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.provider.MethodSource;

/** Four fields: the template, the source's name, the model's, the prompt. */
class NameTemplateFuzzTest {
  @RegisterExtension static final Fuzzing FUZZING = Fuzzing.of("name-template");

  private static final int MAX_BYTES = 255;
  private static final Pattern RESERVED =
      Pattern.compile("(?i)(con|prn|aux|nul|conin\\$|conout\\$|com[0-9¹²³]|lpt[0-9¹²³])");
  private static final Pattern FORBIDDEN =
      Pattern.compile("[\\p{Cc}\\\\/:*?\"<>|\u202a-\u202e\u2066-\u2069\u200e\u200f\u061c]");

  static Stream<byte[]> seeds() {
    return Stream.of(
            "{name}-refined|photo.jpg|m|p",
            "{name} {version} {seed} {strength} {steps} {guidance} {model} {prompt} {date}|a.b.c|x|y",
            "{prompt}|a|m|" + "ä".repeat(200),
            "{model}|a|../../etc/passwd|p",
            "...{name}. .|.hidden|m|p")
        .map(NameTemplateFuzzTest::seed);
  }

  @MethodSource("seeds")
  @FuzzTest
  void nameOf_anything_isAName(byte[] input) throws IOException {
    FUZZING.run(input, () -> check(Seeds.fields(input, 4)), IllegalArgumentException.class);
  }

  private static void check(byte[][] fields) {
    NameTemplate template = new NameTemplate(FuzzedText.of(fields[0]));
    RefineSettings settings =
        new RefineSettings(FuzzedText.of(fields[3]), "", 0.3, 50, 5, 6, 2.5, 1, "euler");
    String name = named(template, fields, settings);
    String file = name + ".png";
    assertThat(file.getBytes(StandardCharsets.UTF_8)).hasSizeLessThanOrEqualTo(MAX_BYTES);
    assertThat(name).isNotBlank().doesNotStartWith(".").doesNotEndWith(".").doesNotEndWith(" ");
    assertThat(name).doesNotContainPattern(FORBIDDEN);
    assertThat(RESERVED.matcher(name.split("\\.", 2)[0].strip()).matches()).as(name).isFalse();
    assertThat(StandardCharsets.UTF_8.newEncoder().canEncode(name)).isTrue();
    assertThat(Path.of(file).getFileName()).hasToString(file);
    assertThat(name.toUpperCase(Locale.ROOT)).doesNotContain("\u0000");
  }

  /** Whatever fails here is a finding, also what the template's own refusal is. */
  private static String named(NameTemplate template, byte[][] fields, RefineSettings settings) {
    try {
      return template.nameOf(
          new NameTemplate.Picture(
              FuzzedText.of(fields[1]),
              1,
              settings,
              FuzzedText.of(fields[2]),
              LocalDate.of(2026, 1, 1)));
    } catch (IllegalArgumentException e) {
      throw new AssertionError(e);
    }
  }

  private static byte[] seed(String fields) {
    return Seeds.joined(
        Stream.of(fields.split("\\|"))
            .map(field -> field.getBytes(StandardCharsets.UTF_8))
            .toArray(byte[][]::new));
  }
}
