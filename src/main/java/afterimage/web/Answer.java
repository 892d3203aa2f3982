package afterimage.web;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpHeaders;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What a server answers.
 *
 * @param response the last one, whose body is still to be read
 * @param headers of every answer on the way, the first server's first
 */
public record Answer(HttpResponse<InputStream> response, List<HttpHeaders> headers)
    implements AutoCloseable {

  public Answer {
    headers = List.copyOf(headers);
  }

  /** The HTTP status. */
  public int status() {
    return response.statusCode();
  }

  /** Where the last answer came from. */
  public URI from() {
    return response.uri();
  }

  /** The content; may be closed from another thread. */
  public InputStream body() {
    return response.body();
  }

  /** A header of the last answer. */
  public Optional<String> header(String name) {
    return response.headers().firstValue(name);
  }

  /** The length of the body in bytes, where the server tells one that can be read. */
  public OptionalLong length() {
    return number(response.headers(), "Content-Length");
  }

  /** A number of bytes in a header of the server that was asked. */
  public OptionalLong firstNumber(String name) {
    return number(headers.getFirst(), name);
  }

  /** A header of the server that was asked, whoever answered in the end. */
  public Optional<String> firstHeader(String name) {
    return headers.getFirst().firstValue(name);
  }

  private static OptionalLong number(HttpHeaders headers, String name) {
    try {
      return headers.firstValueAsLong(name);
    } catch (NumberFormatException e) {
      return OptionalLong.empty();
    }
  }

  /** Gives the connection up if the body was not read. */
  @Override
  public void close() {
    try {
      response.body().close();
    } catch (IOException e) {
      System.getLogger(Answer.class.getName())
          .log(System.Logger.Level.DEBUG, "a connection ended badly", e);
    }
  }
}
