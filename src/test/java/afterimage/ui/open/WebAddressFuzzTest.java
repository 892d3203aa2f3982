package afterimage.ui.open;

import static org.assertj.core.api.Assertions.assertThat;

import afterimage.fuzz.FuzzedText;
import afterimage.fuzz.Fuzzing;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.provider.MethodSource;

class WebAddressFuzzTest {
  @RegisterExtension static final Fuzzing FUZZING = Fuzzing.of("web-address");

  static Stream<byte[]> seeds() {
    return Stream.of(
            "https://example.org/a%20b.png?x=1#y",
            "# list\r\nhttp://127.0.0.1:80/",
            "<img alt='x' src=\"https://example.org/a.png?a&amp;b\">",
            "<a href='https://example.org'><IMG SRC=https://example.org/i.jpg></a>")
        .map(text -> text.getBytes(StandardCharsets.UTF_8));
  }

  @MethodSource("seeds")
  @FuzzTest
  void of_anyText_isAddressOrNone(byte[] input) throws IOException {
    FUZZING.run(
        input,
        () -> {
          String text = FuzzedText.of(input);
          check(WebAddress.of(text));
          check(WebAddress.first(text));
          check(WebAddress.imageIn(text));
        });
  }

  private static void check(Optional<URI> address) {
    if (address.isPresent()) {
      assertThat(address.get().getScheme()).matches("(?i)https?");
      assertThat(WebAddress.name(address.get())).isNotNull();
    }
  }
}
