package afterimage.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.ProxySelector;
import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProxiesTest {
  private static final ProxySelector NONE = ProxySelector.of(null);

  @ParameterizedTest
  @CsvSource({
    "https_proxy, http://proxy.example:3128, https://hub.example/a, proxy.example:3128",
    "HTTPS_PROXY, proxy.example:3128, https://hub.example/a, proxy.example:3128",
    "all_proxy, http://proxy.example, https://hub.example/a, proxy.example:80",
    "http_proxy, http://proxy.example:1, http://hub.example/a, proxy.example:1",
  })
  void select_namedInTheEnvironment_isAsked(
      String name, String value, URI address, String expected) {
    assertThat(chosen(Map.of(name, value), address)).contains(expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://127.0.0.1:8000/a",
        "http://localhost/a",
        "http://[::1]/a",
        "https://hub.example/a",
        "https://cdn.hub.example/a"
      })
  void select_thisComputerAndExceptions_areAskedDirectly(URI address) {
    Map<String, String> environment =
        Map.of(
            "https_proxy", "http://proxy.example:1",
            "http_proxy", "http://proxy.example:1",
            "no_proxy", "other.example, .hub.example");

    assertThat(chosen(environment, address)).isEqualTo("DIRECT");
  }

  @Test
  void select_capitalsOfHttpProxy_doNotCount() {
    assertThat(chosen(Map.of("HTTP_PROXY", "http://evil:1"), URI.create("http://hub.example/a")))
        .isEqualTo("DIRECT");
  }

  @Test
  void select_anotherKindOfProxy_isNotGoneAround() {
    assertThat(chosen(Map.of("all_proxy", "socks5://proxy:1"), URI.create("https://hub.example/a")))
        .startsWith("SOCKS");
  }

  private static String chosen(Map<String, String> environment, URI address) {
    return new Proxies(environment, NONE)
        .select(address)
        .getFirst()
        .toString()
        .replace("/<unresolved>", "");
  }
}
