package afterimage.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ProxySelector;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class WebClientTest {
  private final List<String> authorizations = new ArrayList<>();
  private final List<String> asked = new ArrayList<>();
  private HttpServer server;

  @BeforeEach
  void serve() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          asked.add(exchange.getRequestURI().toString());
          authorizations.add(exchange.getRequestHeaders().getFirst("Authorization"));
          exchange.getResponseHeaders().set("X-Linked-Size", "7");
          if (exchange.getRequestURI().getPath().equals("/moved")) {
            exchange.getResponseHeaders().set("Location", "/here");
            exchange.sendResponseHeaders(302, -1);
          } else {
            byte[] body = "it".getBytes(StandardCharsets.US_ASCII);
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
          }
          exchange.close();
        });
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  private URI at(String path) {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + path);
  }

  private static WebClient.Request secretly(URI address) {
    return new WebClient.Request(
        address, Map.of(), Map.of("Authorization", "Bearer s3cret"), Duration.ofSeconds(60));
  }

  @Test
  void get_redirected_sendsSecretsToTheFirstAddressOnly() throws Exception {
    try (WebClient client = new WebClient();
        Answer answer = client.get(secretly(at("/moved")))) {
      assertThat(new String(answer.body().readAllBytes(), StandardCharsets.US_ASCII))
          .isEqualTo("it");
      assertThat(answer.firstNumber("X-Linked-Size")).hasValue(7);
    }
    assertThat(authorizations).containsExactly("Bearer s3cret", null);
  }

  @Test
  void get_byWayOfAProxy_asksTheProxy() throws Exception {
    ProxySelector proxies =
        new Proxies(
            Map.of("http_proxy", "127.0.0.1:" + server.getAddress().getPort()),
            ProxySelector.of(null));
    try (WebClient client = new WebClient(Reach::of, proxies);
        Answer answer = client.get(secretly(URI.create("http://hub.invalid/file")))) {
      assertThat(answer.status()).isEqualTo(200);
    }
    assertThat(asked).containsExactly("http://hub.invalid/file");
  }

  @Test
  void get_onlyAProxyThatCannotBeUsed_asksNobody() {
    ProxySelector proxies =
        new Proxies(Map.of("all_proxy", "socks5://127.0.0.1:1"), ProxySelector.of(null));
    try (WebClient client = new WebClient(Reach::of, proxies)) {
      assertThatThrownBy(() -> client.get(secretly(URI.create("http://hub.invalid/file"))))
          .isInstanceOf(ProxyException.class);
    }
    assertThat(asked).isEmpty();
  }
}
