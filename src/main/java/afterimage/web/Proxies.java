package afterimage.web;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The proxies that the user's environment names ({@code https_proxy}, {@code all_proxy}, {@code
 * no_proxy}), else those of the system's settings. This computer is never asked by way of one.
 */
final class Proxies extends ProxySelector {
  private static final int USUAL_PORT = 80;
  private static final List<Proxy> DIRECT = List.of(Proxy.NO_PROXY);

  private final Map<String, String> environment;
  private final ProxySelector others;

  Proxies(Map<String, String> environment, ProxySelector others) {
    this.environment = Map.copyOf(environment);
    this.others = others;
  }

  /** This system's. */
  static Proxies ofSystem() {
    return new Proxies(System.getenv(), SystemSettings.SELECTOR);
  }

  /** Java asks the system's settings only if told so before it looks for the first time. */
  private static final class SystemSettings {
    static final ProxySelector SELECTOR;

    static {
      if (System.getProperty("java.net.useSystemProxies") == null) {
        System.setProperty("java.net.useSystemProxies", "true");
      }
      @Nullable ProxySelector selector = ProxySelector.getDefault();
      SELECTOR = selector == null ? HttpDirect.INSTANCE : selector;
    }
  }

  /** Where Java knows of no settings. */
  private static final class HttpDirect {
    static final ProxySelector INSTANCE = ProxySelector.of(null);
  }

  @Override
  public List<Proxy> select(URI address) {
    String host = String.valueOf(address.getHost()).toLowerCase(Locale.ROOT);
    if (isThisComputer(host) || isExcepted(host)) {
      return DIRECT;
    }
    String named = named(String.valueOf(address.getScheme()).toLowerCase(Locale.ROOT));
    return named.isEmpty() ? others.select(address) : List.of(proxy(named));
  }

  /** Capitals of {@code HTTP_PROXY} can come from a web server's client: they do not count. */
  private String named(String scheme) {
    for (String name :
        scheme.equals("https")
            ? List.of("https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY")
            : List.of("http_proxy", "all_proxy", "ALL_PROXY")) {
      String value = environment.getOrDefault(name, "").strip();
      if (!value.isEmpty()) {
        return value;
      }
    }
    return "";
  }

  private boolean isExcepted(String host) {
    String exceptions =
        environment.getOrDefault("no_proxy", environment.getOrDefault("NO_PROXY", ""));
    for (String exception : exceptions.toLowerCase(Locale.ROOT).split(",", -1)) {
      String domain = exception.strip().replaceFirst("^\\*?\\.", "");
      if (domain.equals("*")
          || (!domain.isEmpty() && (host.equals(domain) || host.endsWith("." + domain)))) {
        return true;
      }
    }
    return false;
  }

  private static boolean isThisComputer(String host) {
    return host.equals("localhost")
        || host.endsWith(".localhost")
        || host.matches("127(\\.\\d{1,3}){3}")
        || host.equals("[::1]");
  }

  /** Of another kind than HTTP, or of none, is one that {@link WebClient} refuses to go around. */
  private static Proxy proxy(String named) {
    try {
      URI address = new URI(named.contains("://") ? named : "http://" + named);
      boolean http = String.valueOf(address.getScheme()).toLowerCase(Locale.ROOT).matches("https?");
      if (address.getHost() != null) {
        int port = address.getPort() < 0 ? USUAL_PORT : address.getPort();
        return new Proxy(
            http ? Proxy.Type.HTTP : Proxy.Type.SOCKS,
            InetSocketAddress.createUnresolved(address.getHost(), port));
      }
    } catch (URISyntaxException e) {
      // Nothing that could be asked.
    }
    return new Proxy(Proxy.Type.SOCKS, InetSocketAddress.createUnresolved("proxy.invalid", 1));
  }

  @Override
  public void connectFailed(URI address, SocketAddress proxy, IOException cause) {
    others.connectFailed(address, proxy, cause);
  }
}
