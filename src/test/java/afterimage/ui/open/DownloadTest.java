package afterimage.ui.open;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import afterimage.image.PictureException;
import afterimage.web.Reach;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Real requests to a server of this machine. */
class DownloadTest {
  private static final Download ONE_MEGABYTE = new Download(1 << 20, Duration.ofSeconds(60));

  /** Takes the server's own address for one of the world; all others are what they are. */
  private static final Download FROM_THE_WORLD =
      new Download(
          1 << 20,
          Duration.ofSeconds(60),
          host -> host.equals("127.0.0.1") ? Reach.WORLD : Reach.of(host));

  @TempDir Path folder;
  private final byte[] picture = new byte[300_000];
  private PictureServer server;

  @BeforeEach
  void serve() throws IOException {
    new Random(1).nextBytes(picture);
    server = new PictureServer(picture);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @ParameterizedTest
  @CsvSource({"/picture.png", "/moved"})
  void fetch_picture_writesItsBytes(String path) throws Exception {
    Path target = folder.resolve("new/it.png");

    ONE_MEGABYTE.fetch(server.at(path), target);

    assertThat(Files.readAllBytes(target)).isEqualTo(picture);
  }

  @ParameterizedTest
  @CsvSource({
    "/nothing.png, no picture at",
    "/secret, was refused (HTTP 403)",
    "/page, 'a web page, not a picture'",
    "/endless.png, larger than 1 MB",
  })
  void fetch_badAnswer_namesItAndLeavesNoFile(String path, String expected) {
    refuses(ONE_MEGABYTE, server.at(path), expected);
  }

  @Test
  void fetch_announcedTooLarge_isRefusedAtOnce() {
    refuses(
        new Download(picture.length - 1, Duration.ofSeconds(60)),
        server.at("/picture.png"),
        "larger than 0 MB");
  }

  @Test
  void fetch_serverThatStalls_givesUp() {
    refuses(new Download(1 << 20, Duration.ofSeconds(1)), server.at("/stalling.png"), "within 1 s");
  }

  @Test
  void fetch_nobodyListens_saysSo() throws Exception {
    int free;
    try (ServerSocket socket = new ServerSocket(0)) {
      free = socket.getLocalPort();
    }
    refuses(ONE_MEGABYTE, URI.create("http://127.0.0.1:" + free + "/a.png"), "cannot be reached");
  }

  /** Every spelling of this computer and its network, as a server of the world would send on to. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "localhost",
        "127.0.0.2",
        "127.1",
        "2130706433",
        "0.0.0.0",
        "[::1]",
        "[::]",
        "[::ffff:127.0.0.1]",
        "[::ffff:7f00:1]",
        "[::127.0.0.1]",
        "[64:ff9b::7f00:1]",
        "[2002:7f00:1::]",
        "10.0.0.1",
        "192.168.1.1",
        "172.31.0.1",
        "169.254.169.254",
        "100.64.0.1",
        "224.0.0.1",
        "[fe80::1]",
        "[fd00::1]",
        "[ff02::1]"
      })
  void fetch_redirectFromTheWorldToNearerHosts_isRefused(String host) {
    String location = "http://" + host + ":" + server.port() + "/picture.png";

    refuses(FROM_THE_WORLD, server.sendingTo(location), "redirects to");
    assertThat(server.asked()).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"0177.0.0.1", "0x7f.0.0.1", "0x7f000001", "017700000001"})
  void fetch_redirectToAnAmbiguousSpelling_isRefused(String host) {
    String location = "http://" + host + ":" + server.port() + "/picture.png";

    refusesAnyhow(FROM_THE_WORLD, server.sendingTo(location));
    assertThat(server.asked()).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"file:///etc/passwd", "ftp://127.0.0.1/a.png", "jar:file:/a!/b", "http://"})
  void fetch_redirectToAnotherScheme_isRefused(String location) {
    refusesAnyhow(ONE_MEGABYTE, server.sendingTo(location));
  }

  @Test
  void fetch_redirectWithinTheWorld_isFollowed() throws Exception {
    Path target = folder.resolve("it.png");

    FROM_THE_WORLD.fetch(server.sendingTo("/picture.png"), target);

    assertThat(Files.readAllBytes(target)).isEqualTo(picture);
  }

  @Test
  void fetch_redirectFromThisComputerToItself_isFollowed() throws Exception {
    Path target = folder.resolve("it.png");

    ONE_MEGABYTE.fetch(
        server.sendingTo("http://127.0.0.1:" + server.port() + "/picture.png"), target);

    assertThat(Files.readAllBytes(target)).isEqualTo(picture);
  }

  @Test
  void fetch_redirectsWithoutEnd_areGivenUp() {
    refuses(ONE_MEGABYTE, server.at("/circle"), "too many times");
    assertThat(server.asked()).isLessThan(10);
  }

  private void refusesAnyhow(Download download, URI address) {
    Path target = folder.resolve("it.png");
    assertThatThrownBy(() -> download.fetch(address, target)).isInstanceOf(PictureException.class);
    assertThat(target).doesNotExist();
  }

  private void refuses(Download download, URI address, String expected) {
    Path target = folder.resolve("it.png");
    assertThatThrownBy(() -> download.fetch(address, target))
        .isInstanceOf(PictureException.class)
        .hasMessageContaining(expected)
        .hasMessageContaining(address.getHost());
    assertThat(target).doesNotExist();
  }
}
