package afterimage.ui.open;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WebAddressTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "hello",
        "see https://example.org/a.png",
        "file:///etc/passwd",
        "ftp://example.org/a.png",
        "javascript:alert(1)",
        "http://",
        "https:///a.png",
        ""
      })
  void of_whatIsNoWebAddress_nothing(String text) {
    assertThat(WebAddress.of(text)).isEmpty();
  }

  @Test
  void of_addressWithSpaceAndBars_isEscaped() {
    assertThat(WebAddress.of(" HTTPS://example.org/a b|c.png?x={1}\n"))
        .contains(URI.create("HTTPS://example.org/a%20b%7Cc.png?x=%7B1%7D"));
  }

  @Test
  void first_listWithComment_takesTheFirstAddress() {
    assertThat(WebAddress.first("# from a browser\r\nhttp://example.org/1.png\r\nhttp://x.org/2"))
        .contains(URI.create("http://example.org/1.png"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '!',
      value = {
        "<meta charset='utf-8'><img alt=\"a\" src=\"http://x.org/a.png?b=1&amp;c=2\">"
            + "!http://x.org/a.png?b=1&c=2",
        "<a href=\"http://x.org/page\"><IMG SRC = http://x.org/b.jpg></a>!http://x.org/b.jpg",
      })
  void imageIn_htmlOfOneImage_itsSource(String html, URI expected) {
    assertThat(WebAddress.imageIn(html)).contains(expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<p>Some words and <img src='http://x.org/a.png'></p>",
        "<img data-src='http://x.org/a.png'>",
        "<img src='data:image/png;base64,AAAA'>",
        "<b></b>"
      })
  void imageIn_htmlOfSomethingElse_nothing(String html) {
    assertThat(WebAddress.imageIn(html)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "http://x.org/a/b%20c.png?d=e/f, b c.png",
    "http://x.org/, x.org",
    "http://x.org, x.org",
  })
  void name_ofAddress_lastPartOrHost(URI address, String expected) {
    assertThat(WebAddress.name(address)).isEqualTo(expected);
  }
}
