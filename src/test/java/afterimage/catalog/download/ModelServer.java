package afterimage.catalog.download;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A hub as Hugging Face has it, on this machine: one port tells digest and size and sends on to
 * another, which stores the files. Each answer of the store can go wrong in a way of its own.
 */
public final class ModelServer implements AutoCloseable {
  private static final int PIECE = 1 << 16;

  private final Content content;
  private final ServerSocket hub = listening();
  private final ServerSocket store = listening();
  private final List<Asked> asked = Collections.synchronizedList(new ArrayList<>());
  private final ConcurrentLinkedQueue<Fault> next = new ConcurrentLinkedQueue<>();
  private volatile Supplier<Fault> faults = () -> Fault.NONE;
  private volatile Runnable onRequest = () -> {};
  private volatile String mark = "\"version-1\"";
  private volatile boolean tells = true;
  private volatile long pauseNanos;
  private volatile double where = 0.5;
  private volatile @Nullable String redirect;

  /** The bytes of a file, which need not be in memory. */
  public interface Content {
    long length();

    void copy(long from, byte[] into, int count);

    /** Of an array. */
    static Content of(byte[] bytes) {
      return new Content() {
        @Override
        public long length() {
          return bytes.length;
        }

        @Override
        public void copy(long from, byte[] into, int count) {
          System.arraycopy(bytes, Math.toIntExact(from), into, 0, count);
        }
      };
    }

    /** Nothing but zeros. */
    static Content zeros(long length) {
      return new Content() {
        @Override
        public long length() {
          return length;
        }

        @Override
        public void copy(long from, byte[] into, int count) {
          java.util.Arrays.fill(into, 0, count, (byte) 0);
        }
      };
    }

    /** In hexadecimal. */
    default String sha256() {
      try {
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        byte[] piece = new byte[1 << 20];
        for (long at = 0; at < length(); at += piece.length) {
          int count = (int) Math.min(piece.length, length() - at);
          copy(at, piece, count);
          digest.update(piece, 0, count);
        }
        return HexFormat.of().formatHex(digest.digest());
      } catch (java.security.NoSuchAlgorithmException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  /** What can go wrong with an answer. */
  public enum Fault {
    NONE,
    CUT,
    CUT_AT_ONCE,
    CUT_IN_HEADERS,
    SILENT,
    WRONG_BYTES,
    LONGER_THAN_TOLD,
    SHORTER_THAN_TOLD,
    PAGE,
    EMPTY,
    NO_RANGES,
    OTHER_RANGE,
    OTHER_MARK,
    NO_MARK,
    CHUNKED,
    CHUNKED_AND_CUT,
    GARBAGE,
    S401,
    S403,
    S404,
    S416,
    S429,
    S500,
    S503
  }

  /** A question that came. */
  public record Asked(boolean hub, String path, Map<String, String> headers) {
    /** The first byte that was asked for. */
    public long from() {
      return headers.containsKey("range")
          ? Long.parseLong(headers.get("range").replaceAll("\\D", ""))
          : 0;
    }
  }

  public ModelServer(Content content) throws IOException {
    this.content = content;
    serve(hub, true);
    serve(store, false);
  }

  private static ServerSocket listening() {
    try {
      return new ServerSocket(0, 100, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  /** What {@code HF_ENDPOINT} would say. */
  public String endpoint() {
    return "http://127.0.0.1:" + hub.getLocalPort();
  }

  /** Where the file is. */
  public URI file() {
    return URI.create(endpoint() + "/owner/model/resolve/main/model.safetensors");
  }

  /** The store itself, which tells nothing of digests. */
  public URI stored() {
    return URI.create("http://127.0.0.1:" + store.getLocalPort() + "/model.safetensors");
  }

  /** The following answers go wrong so, one after the other, and then as {@link #always} says. */
  public ModelServer then(Fault... list) {
    next.addAll(List.of(list));
    return this;
  }

  /** What goes wrong with an answer. */
  public void always(Supplier<Fault> supplier) {
    faults = supplier;
  }

  /** At which share of what is still to be sent faults come. */
  public void faultsAt(double share) {
    where = share;
  }

  /** How the store marks its version of the file, or null for not at all. */
  public void mark(String etag) {
    mark = etag;
  }

  /** The hub says nothing of digest and size. */
  public void tellsNothing() {
    tells = false;
  }

  /** The hub sends on to there. */
  public void redirectTo(String location) {
    redirect = location;
  }

  /** Pauses after each piece of 64 KB. */
  public void slow(long millis) {
    pauseNanos = millis * 1_000_000;
  }

  /** Runs whenever a question comes to the store. */
  public void onRequest(Runnable action) {
    onRequest = action;
  }

  /** The questions that came to the store. */
  public List<Asked> askedOfStore() {
    synchronized (asked) {
      return asked.stream().filter(a -> !a.hub).toList();
    }
  }

  /** All questions that came. */
  public List<Asked> asked() {
    synchronized (asked) {
      return List.copyOf(asked);
    }
  }

  private void serve(ServerSocket socket, boolean isHub) {
    Thread.ofVirtual()
        .start(
            () -> {
              while (!socket.isClosed()) {
                try {
                  Socket client = socket.accept();
                  Thread.ofVirtual().start(() -> answer(client, isHub));
                } catch (IOException e) {
                  return;
                }
              }
            });
  }

  private void answer(Socket client, boolean isHub) {
    try (client) {
      BufferedReader in =
          new BufferedReader(
              new InputStreamReader(client.getInputStream(), StandardCharsets.ISO_8859_1));
      String line = in.readLine();
      if (line == null) {
        return;
      }
      String path = line.split(" ", -1)[1];
      Map<String, String> headers = new TreeMap<>();
      for (String header = in.readLine(); header != null && !header.isEmpty(); ) {
        int colon = header.indexOf(':');
        headers.put(
            header.substring(0, colon).toLowerCase(Locale.ROOT),
            header.substring(colon + 1).strip());
        header = in.readLine();
      }
      Asked question = new Asked(isHub, path, headers);
      asked.add(question);
      OutputStream out = client.getOutputStream();
      if (isHub) {
        sendOn(out);
      } else {
        onRequest.run();
        Fault fault = next.poll();
        send(client, out, question, fault == null ? faults.get() : fault);
      }
    } catch (IOException | InterruptedException e) {
      // The client has gone, or the server goes.
    }
  }

  private void sendOn(OutputStream out) throws IOException {
    String told =
        tells
            ? "X-Linked-ETag: \"%s\"\r\nX-Linked-Size: %d\r\n"
                .formatted(content.sha256(), content.length())
            : "";
    String location = redirect == null ? stored().toString() : redirect;
    head(out, 302, "Found", told + "Location: " + location + "\r\nContent-Length: 0\r\n");
  }

  private void head(OutputStream out, int status, String reason, String headers)
      throws IOException {
    out.write(
        ("HTTP/1.1 " + status + " " + reason + "\r\nConnection: close\r\n" + headers + "\r\n")
            .getBytes(StandardCharsets.ISO_8859_1));
    out.flush();
  }

  private void send(Socket client, OutputStream out, Asked question, Fault fault)
      throws IOException, InterruptedException {
    switch (fault) {
      case S401, S403, S404, S429, S500, S503 -> {
        int status = Integer.parseInt(fault.name().substring(1));
        head(
            out,
            status,
            "No",
            (status == 429 ? "Retry-After: 0\r\n" : "") + "Content-Length: 0\r\n");
      }
      case S416 -> head(out, 416, "No", "Content-Range: bytes */7\r\nContent-Length: 0\r\n");
      case PAGE -> {
        head(out, 200, "OK", "Content-Type: text/html\r\nContent-Length: 17\r\n");
        out.write("<html>Hello</html>".substring(0, 17).getBytes(StandardCharsets.US_ASCII));
      }
      case EMPTY -> head(out, 200, "OK", "Content-Length: 0\r\n");
      case GARBAGE -> out.write("What do you want?\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
      case CUT_AT_ONCE -> client.setSoLinger(true, 0);
      case CUT_IN_HEADERS ->
          out.write("HTTP/1.1 200 OK\r\nContent-Le".getBytes(StandardCharsets.US_ASCII));
      default -> sendFile(client, out, question, fault);
    }
    out.flush();
  }

  private void sendFile(Socket client, OutputStream out, Asked question, Fault fault)
      throws IOException, InterruptedException {
    long length = content.length();
    String version = fault == Fault.OTHER_MARK ? "\"other-" + System.nanoTime() + "\"" : mark;
    String ifRange = question.headers.get("if-range");
    boolean ranged =
        question.headers.containsKey("range")
            && fault != Fault.NO_RANGES
            && (ifRange == null || ifRange.equals(version));
    long from = ranged ? question.from() : 0;
    if (from >= length) {
      head(out, 416, "No", "Content-Range: bytes */" + length + "\r\nContent-Length: 0\r\n");
      return;
    }
    long told = length - from;
    if (fault == Fault.OTHER_RANGE && from > 0) {
      from = from / 2;
      told = length - from;
    }
    long sent = told;
    if (fault == Fault.LONGER_THAN_TOLD) {
      told = told / 2;
    } else if (fault == Fault.SHORTER_THAN_TOLD) {
      sent = Math.max(1, (long) (told * where));
    }
    boolean chunked = fault == Fault.CHUNKED || fault == Fault.CHUNKED_AND_CUT;
    String headers =
        (chunked ? "Transfer-Encoding: chunked\r\n" : "Content-Length: " + told + "\r\n")
            + (fault == Fault.NO_MARK || version.isEmpty() ? "" : "ETag: " + version + "\r\n");
    if (ranged) {
      headers += "Content-Range: bytes %d-%d/%d\r\n".formatted(from, length - 1, length);
      head(out, 206, "Partial Content", headers);
    } else {
      head(out, 200, "OK", headers);
    }
    boolean cuts = fault == Fault.CUT || fault == Fault.CHUNKED_AND_CUT || fault == Fault.SILENT;
    long end = cuts ? (long) (sent * where) : sent;
    body(out, from, end, fault, chunked);
    if (fault == Fault.SILENT) {
      out.flush();
      client.getInputStream().read(); // Until the client gives up.
    } else if (chunked && !cuts) {
      out.write("0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
    }
  }

  private void body(OutputStream out, long from, long count, Fault fault, boolean chunked)
      throws IOException, InterruptedException {
    byte[] piece = new byte[PIECE];
    long wrong = (long) (count * where);
    for (long at = 0; at < count; at += PIECE) {
      int bytes = (int) Math.min(PIECE, count - at);
      content.copy(from + at, piece, bytes);
      if (fault == Fault.WRONG_BYTES && wrong >= at && wrong < at + bytes) {
        piece[(int) (wrong - at)] ^= 1;
      }
      if (chunked) {
        out.write((Integer.toHexString(bytes) + "\r\n").getBytes(StandardCharsets.US_ASCII));
      }
      out.write(piece, 0, bytes);
      if (chunked) {
        out.write("\r\n".getBytes(StandardCharsets.US_ASCII));
      }
      if (pauseNanos > 0) {
        out.flush();
        Thread.sleep(java.time.Duration.ofNanos(pauseNanos));
      }
    }
  }

  @Override
  public void close() throws IOException {
    hub.close();
    store.close();
  }
}
