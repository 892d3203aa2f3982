package afterimage.ui.open;

import afterimage.image.PictureException;
import afterimage.ui.text.Texts;
import afterimage.web.Answer;
import afterimage.web.ProxyException;
import afterimage.web.Reach;
import afterimage.web.RedirectException;
import afterimage.web.WebClient;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpTimeoutException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
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
public record Download(long maxBytes, Duration longest, WebClient.Reaches reaches) {
  /** What the studio allows. */
  public static final Download USUAL = new Download(256L << 20, Duration.ofSeconds(90));

  private static final Duration STOPPING = Duration.ofSeconds(2);
  private static final int BUFFER = 1 << 16;
  private static final int OK = 200;

  /** With the real network's distances. */
  Download(long maxBytes, Duration longest) {
    this(maxBytes, longest, Reach::of);
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
    // Not to be closed by waiting for a server that has nothing more to say.
    try (WebClient client = new WebClient(reaches);
        Answer answer = client.get(request(address))) {
      requirePicture(address, answer);
      Files.createDirectories(target.toAbsolutePath().getParent());
      copy(address, answer.body(), target);
    }
  }

  private WebClient.Request request(URI address) {
    return new WebClient.Request(address, Map.of("Accept", "image/*"), Map.of(), longest);
  }

  private void requirePicture(URI address, Answer answer) throws PictureException {
    int status = answer.status();
    String type = answer.header("Content-Type").orElse("");
    if (status != OK) {
      throw refused(address, status);
    }
    if (type.toLowerCase(Locale.ROOT).startsWith("text/html")) {
      throw problem("web.page", null, address);
    }
    if (answer.length().orElse(0) > maxBytes) {
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
      case RedirectException e -> redirected(address, e);
      case ProxyException e -> problem("web.proxy", e, String.valueOf(e.getMessage()));
      case HttpTimeoutException e -> slow(address, e);
      case SSLException e -> problem("web.unsafe", e, address.getHost());
      case ConnectException e -> problem("web.unreachable", e, address.getHost());
      case UnknownHostException e -> problem("web.unreachable", e, address.getHost());
      default -> problem("web.broken", cause, address);
    };
  }

  private static PictureException redirected(URI address, RedirectException e) {
    return switch (e.kind()) {
      case UNSAFE -> problem("web.redirect", e, address, e.target());
      case UNREADABLE -> problem("web.broken", e, address);
      case ENDLESS -> problem("web.redirects", e, address);
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
