package afterimage.message;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.text.MessageFormat;
import java.util.Locale;
import java.util.Properties;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TranslationTest {

  @ParameterizedTest
  @ValueSource(strings = {"/afterimage/message/messages", "/afterimage/ui/text/messages"})
  void german_everySentence_isThereWithTheSamePlaces(String bundle) throws IOException {
    Properties english = read(bundle + ".properties");
    Properties translated = read(bundle + "_de.properties");

    assertThat(translated.stringPropertyNames()).isEqualTo(english.stringPropertyNames());
    for (String key : english.stringPropertyNames()) {
      assertThat(places(translated.getProperty(key)))
          .as(key)
          .isEqualTo(places(english.getProperty(key)));
    }
  }

  /** A sentence without places is shown as it stands; in a pattern an apostrophe is doubled. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "/afterimage/message/messages",
        "/afterimage/message/messages_de",
        "/afterimage/ui/text/messages",
        "/afterimage/ui/text/messages_de"
      })
  void apostrophe_inASentence_isDoubledWhereThereArePlaces(String bundle) throws IOException {
    read(bundle + ".properties")
        .forEach(
            (key, value) -> {
              String sentence = value.toString();
              String wrong = sentence.contains("{") ? sentence.replace("''", "") : sentence;
              assertThat(wrong)
                  .as(key.toString())
                  .doesNotContain(sentence.contains("{") ? "'" : "''");
            });
  }

  private static int places(String pattern) {
    return new MessageFormat(pattern, Locale.ROOT).getFormatsByArgumentIndex().length;
  }

  private static Properties read(String file) throws IOException {
    Properties properties = new Properties();
    try (InputStream in = TranslationTest.class.getResourceAsStream(file)) {
      assertThat(in).isNotNull();
      properties.load(new InputStreamReader(in, StandardCharsets.UTF_8));
    }
    return properties;
  }
}
