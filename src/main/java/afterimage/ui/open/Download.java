package afterimage.ui.open;

import afterimage.image.PictureException;
import afterimage.ui.text.Texts;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * Fetches a picture from an address. Blocks: not for the FX thread.
 *
 * @param maxBytes a picture may have
 * @param longest it may take, from the first byte sent to the last one received
 * @param reaches tells how far away hosts are
 */
public record Download(long maxBytes, Duration longest, Reaches reaches) {
  /** What the studio allows. */
  public static final Download USUAL = new Download(256L << 20, Duration.ofSeconds(90));

  private static final Duration CONNECT = Duration.ofSeconds(10);
  private static final Duration STOPPING = Duration.ofSeconds(2);
  private static final int BUFFER = 1 << 16;
  private static final int OK = 200;
  private static final int MAX_HOPS = 5;
  private static final Set<Integer> REDIRECTS = Set.of(301, 302, 303, 307, 308);

  /** With the real network's distances. */
  Download(long maxBytes, Duration longest) {
    this(maxBytes, longest, Reach::of);
  }

  /** Tells how far away a host is. */
  @FunctionalInterface
  interface Reaches {
    Reach of(String host) throws IOException;
  }

  /**
   * Writes what is at an address into a file; leaves none behind if that fails.
   *
   * @throws PictureException if nothing answers, there is no picture, or it is too large
   */
  public void fetch(URI address, Path target) throws PictureException {
    FutureTask<Void> receiving =
        new FutureTask<>(
            () -> {
              receive(address, target);
              return null;
            });
    Thread thread = Thread.ofVirtual().name("download").start(receiving);
    try {
      receiving.get(longest.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      stop(receiving, thread);
      throw slow(address, e);
    } catch (ExecutionException e) {
      throw told(address, Objects.requireNonNullElse(e.getCause(), e));
    } catch (InterruptedException e) {
      receiving.cancel(true);
      Thread.currentThread().interrupt();
      throw slow(address, e);
    }
  }

  /** Waits a little, so that no half file is left when the caller goes on. */
  private static void stop(FutureTask<?> receiving, Thread thread) {
    receiving.cancel(true);
    try {
      thread.join(STOPPING);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void receive(URI address, Path target)
      throws IOException, InterruptedException, PictureException {
    // Redirects are followed here, not by the client, which does not look where they lead.
    HttpClient client =
        HttpClient.newBuilder()
            .connectTimeout(CONNECT)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();
    try {
      HttpResponse<InputStream> response = follow(client, address);
      try (InputStream body = response.body()) {
        requirePicture(address, response);
        Files.createDirectories(target.toAbsolutePath().getParent());
        copy(address, body, target);
      }
    } finally {
      // Not close(), which would wait for a server that has nothing more to say.
      client.shutdownNow();
    }
  }

  /** The answer of the server that the last redirect leads to. */
  private HttpResponse<InputStream> follow(HttpClient client, URI address)
      throws IOException, InterruptedException, PictureException {
    URI at = address;
    Reach reach = reachOfFirst(address);
    for (int hops = 0; hops <= MAX_HOPS; hops++) {
      HttpResponse<InputStream> response =
          client.send(request(at), HttpResponse.BodyHandlers.ofInputStream());
      String location = response.headers().firstValue("Location").orElse(null);
      if (!REDIRECTS.contains(response.statusCode()) || location == null) {
        return response;
      }
      response.body().close();
      URI next = next(address, at, location);
      Reach nextReach = reaches.of(next.getHost());
      if (nextReach.compareTo(reach) < 0) {
        throw problem("web.redirect", null, address, next.getHost());
      }
      at = next;
      reach = nextReach;
    }
    throw problem("web.redirects", null, address);
  }

  /** What has no address is the client's to complain of, or a proxy's to know. */
  private Reach reachOfFirst(URI address) throws IOException {
    try {
      return reaches.of(address.getHost());
    } catch (UnknownHostException e) {
      return Reach.WORLD;
    }
  }

  /** Where a redirect leads: HTTP or HTTPS, never from the second to the first. */
  private static URI next(URI address, URI at, String location) throws PictureException {
    URI next;
    try {
      next = at.resolve(new URI(location));
    } catch (URISyntaxException e) {
      throw problem("web.broken", e, address);
    }
    String scheme = String.valueOf(next.getScheme()).toLowerCase(Locale.ROOT);
    boolean safe = scheme.equals("https") || (scheme.equals("http") && !isSecure(at));
    if (!safe || next.getHost() == null) {
      throw problem("web.redirect", null, address, next);
    }
    return next;
  }

  private static boolean isSecure(URI address) {
    return "https".equalsIgnoreCase(address.getScheme());
  }

  private HttpRequest request(URI address) {
    return HttpRequest.newBuilder(address)
        .header("Accept", "image/*")
        .header("User-Agent", "Afterimage")
        .timeout(longest)
        .build();
  }

  private void requirePicture(URI address, HttpResponse<?> response) throws PictureException {
    int status = response.statusCode();
    String type = response.headers().firstValue("Content-Type").orElse("");
    if (status != OK) {
      throw refused(address, status);
    }
    if (type.toLowerCase(Locale.ROOT).startsWith("text/html")) {
      throw problem("web.page", null, address);
    }
    if (response.headers().firstValueAsLong("Content-Length").orElse(0) > maxBytes) {
      throw tooLarge(address);
    }
  }

  private void copy(URI address, InputStream body, Path target)
      throws IOException, PictureException {
    boolean whole = false;
    try (OutputStream out = Files.newOutputStream(target)) {
      byte[] buffer = new byte[BUFFER];
      long all = 0;
      for (int read = body.read(buffer); read >= 0; read = body.read(buffer)) {
        all += read;
        if (all > maxBytes) {
          throw tooLarge(address);
        }
        out.write(buffer, 0, read);
      }
      whole = true;
    } finally {
      if (!whole) {
        Files.deleteIfExists(target);
      }
    }
  }

  private PictureException told(URI address, Throwable cause) {
    return switch (cause) {
      case PictureException e -> e;
      case HttpTimeoutException e -> slow(address, e);
      case SSLException e -> problem("web.unsafe", e, address.getHost());
      case ConnectException e -> problem("web.unreachable", e, address.getHost());
      case UnknownHostException e -> problem("web.unreachable", e, address.getHost());
      default -> problem("web.broken", cause, address);
    };
  }

  private static PictureException refused(URI address, int status) {
    String key =
        switch (status) {
          case 404, 410 -> "web.missing";
          case 401, 402, 403, 407 -> "web.forbidden";
          default -> "web.status";
        };
    return problem(key, null, address, status);
  }

  private PictureException slow(URI address, Throwable cause) {
    return problem("web.slow", cause, address.getHost(), longest.toSeconds());
  }

  private PictureException tooLarge(URI address) {
    return problem("web.tooLarge", null, address, maxBytes >> 20);
  }

  private static PictureException problem(String key, @Nullable Throwable cause, Object... values) {
    return new PictureException(Texts.of(key, values), Texts.of(key + ".remedy"), cause);
  }
}
