package afterimage.ui.open;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** A web server on this machine only, with good and bad answers. */
public final class PictureServer implements AutoCloseable {
  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final AtomicInteger asked = new AtomicInteger();
  private final CountDownLatch end = new CountDownLatch(1);

  /** Serves a picture's bytes at {@code /picture.png} and, endlessly, at {@code /endless.png}. */
  public PictureServer(byte[] picture) throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext("/", exchange -> answer(exchange, 404, "text/plain", new byte[9]));
    server.createContext("/picture.png", exchange -> answer(exchange, 200, "image/png", picture));
    server.createContext(
        "/page", exchange -> answer(exchange, 200, "text/html; charset=utf-8", new byte[9]));
    server.createContext(
        "/words.png",
        exchange ->
            answer(exchange, 200, "image/png", "Dear picture".getBytes(StandardCharsets.UTF_8)));
    server.createContext("/secret", exchange -> answer(exchange, 403, "image/png", new byte[9]));
    server.createContext(
        "/moved",
        exchange -> {
          exchange.getResponseHeaders().set("Location", "/picture.png");
          answer(exchange, 302, "text/plain", new byte[0]);
        });
    server.createContext(
        "/to",
        exchange -> {
          String location = exchange.getRequestURI().getRawQuery();
          exchange.getResponseHeaders().set("Location", location);
          answer(exchange, 302, "text/plain", new byte[0]);
        });
    server.createContext(
        "/circle",
        exchange -> {
          exchange.getResponseHeaders().set("Location", "/circle");
          answer(exchange, 302, "text/plain", new byte[0]);
        });
    server.createContext("/endless.png", exchange -> endless(exchange, picture));
    server.createContext("/stalling.png", exchange -> stalling(exchange, picture));
    server.start();
  }

  /** An address of this server. */
  public URI at(String path) {
    return URI.create(
        "http://"
            + server.getAddress().getAddress().getHostAddress()
            + ":"
            + server.getAddress().getPort()
            + path);
  }

  /** An address of this server that sends on to another, which it has to be free to spell. */
  public URI sendingTo(String location) {
    return at("/to?" + location);
  }

  int port() {
    return server.getAddress().getPort();
  }

  /** How many requests came so far. */
  public int asked() {
    return asked.get();
  }

  private void answer(HttpExchange exchange, int status, String type, byte[] body)
      throws IOException {
    asked.incrementAndGet();
    exchange.getResponseHeaders().set("Content-Type", type);
    exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  /** Tells no length and does not stop by itself. */
  private void endless(HttpExchange exchange, byte[] part) throws IOException {
    asked.incrementAndGet();
    exchange.sendResponseHeaders(200, 0);
    try (exchange) {
      while (end.getCount() > 0) {
        exchange.getResponseBody().write(part);
      }
    }
  }

  /** Sends the beginning and then nothing more. */
  private void stalling(HttpExchange exchange, byte[] picture) throws IOException {
    asked.incrementAndGet();
    exchange.sendResponseHeaders(200, picture.length);
    exchange.getResponseBody().write(picture, 0, picture.length / 2);
    exchange.getResponseBody().flush();
    try {
      end.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    exchange.close();
  }

  @Override
  public void close() {
    end.countDown();
    server.stop(0);
    threads.shutdownNow();
  }
}
