package afterimage.web;

import java.io.IOException;
import java.io.InputStream;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Asks web servers. Redirects are followed here, not by Java's client, which does not look where
 * they lead: never to a nearer host, never from HTTPS to HTTP.
 */
public final class WebClient implements AutoCloseable {
  /** How the program calls itself to servers; no version, no system. */
  private static final String NAME = "Afterimage";

  private static final Duration CONNECT = Duration.ofSeconds(10);
  private static final int MAX_HOPS = 5;
  private static final Set<Integer> REDIRECTS = Set.of(301, 302, 303, 307, 308);

  private final Reaches reaches;
  private final ProxySelector proxies;
  private final HttpClient client;

  /** Tells how far away a host is. */
  @FunctionalInterface
  public interface Reaches {
    /**
     * The reach of a host.
     *
     * @throws UnknownHostException if it has no address
     */
    Reach of(String host) throws IOException;
  }

  /**
   * A question.
   *
   * @param address HTTP or HTTPS
   * @param headers for every server on the way
   * @param secrets headers for the first server alone, never passed on by a redirect
   * @param patience how long a server may take until its answer begins
   */
  public record Request(
      URI address, Map<String, String> headers, Map<String, String> secrets, Duration patience) {

    public Request {
      headers = Map.copyOf(headers);
      secrets = Map.copyOf(secrets);
    }
  }

  /** With the real network's distances. */
  public WebClient() {
    this(Reach::of);
  }

  /** With somebody else's idea of distance. */
  public WebClient(Reaches reaches) {
    this(reaches, Proxies.ofSystem());
  }

  WebClient(Reaches reaches, ProxySelector proxies) {
    this.reaches = reaches;
    this.proxies = proxies;
    this.client =
        HttpClient.newBuilder()
            // One file at a time: nothing that the second version would make better.
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT)
            .followRedirects(HttpClient.Redirect.NEVER)
            .proxy(proxies)
            .build();
  }

  /**
   * Asks for what is at an address.
   *
   * @return the answer of the server that the last redirect leads to
   * @throws RedirectException if one leads where nothing is fetched from
   * @throws ProxyException if it could be asked only by going around the user's proxy
   * @throws IOException if nobody answers
   */
  public Answer get(Request request) throws IOException, InterruptedException {
    URI at = request.address();
    Reach reach = reach(at);
    List<HttpHeaders> headers = new ArrayList<>();
    for (int hops = 0; hops <= MAX_HOPS; hops++) {
      requireUsableProxy(at);
      HttpResponse<InputStream> response =
          client.send(built(request, at, hops == 0), HttpResponse.BodyHandlers.ofInputStream());
      headers.add(response.headers());
      String location = response.headers().firstValue("Location").orElse(null);
      if (!REDIRECTS.contains(response.statusCode()) || location == null) {
        return new Answer(response, headers);
      }
      response.body().close();
      at = next(at, location);
      Reach nextReach = isByProxy(at) ? reach(at) : reaches.of(at.getHost());
      if (nextReach.compareTo(reach) < 0) {
        throw new RedirectException(RedirectException.Kind.UNSAFE, at.getHost());
      }
      reach = nextReach;
    }
    throw new RedirectException(
        RedirectException.Kind.ENDLESS, String.valueOf(request.address().getHost()));
  }

  /** What has no address is the client's to complain of, or a proxy's to know. */
  private Reach reach(URI address) throws IOException {
    try {
      return reaches.of(address.getHost());
    } catch (UnknownHostException e) {
      return Reach.WORLD;
    }
  }

  private boolean isByProxy(URI address) {
    return proxies.select(address).stream().anyMatch(proxy -> proxy.type() == Proxy.Type.HTTP);
  }

  /** Java's client would ignore the proxy and ask directly. */
  private void requireUsableProxy(URI address) throws ProxyException {
    List<Proxy> chosen = proxies.select(address);
    if (!chosen.isEmpty() && chosen.stream().allMatch(proxy -> proxy.type() == Proxy.Type.SOCKS)) {
      throw new ProxyException(String.valueOf(chosen.getFirst().address()));
    }
  }

  /** Where a redirect leads: HTTP or HTTPS, never from the second to the first. */
  private static URI next(URI at, String location) throws RedirectException {
    URI next;
    try {
      next = at.resolve(new URI(location));
    } catch (URISyntaxException e) {
      throw new RedirectException(RedirectException.Kind.UNREADABLE, location);
    }
    String scheme = String.valueOf(next.getScheme()).toLowerCase(Locale.ROOT);
    boolean safe = scheme.equals("https") || (scheme.equals("http") && !isSecure(at));
    if (!safe || next.getHost() == null) {
      throw new RedirectException(RedirectException.Kind.UNSAFE, next.toString());
    }
    return next;
  }

  private static boolean isSecure(URI address) {
    return "https".equalsIgnoreCase(address.getScheme());
  }

  private static HttpRequest built(Request request, URI at, boolean first) {
    HttpRequest.Builder builder =
        HttpRequest.newBuilder(at).header("User-Agent", NAME).timeout(request.patience());
    request.headers().forEach(builder::header);
    if (first) {
      request.secrets().forEach(builder::header);
    }
    return builder.build();
  }

  /** Ends it at once, whatever servers have still to say. */
  @Override
  public void close() {
    client.shutdownNow();
  }
}
