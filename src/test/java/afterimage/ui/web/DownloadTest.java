package afterimage.ui.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import afterimage.image.PictureException;
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

/** Real requests to a server of this machine. */
class DownloadTest {
  private static final Download ONE_MEGABYTE = new Download(1 << 20, Duration.ofSeconds(60));

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
    "/secret, not given away",
    "/page, 'a page, not a picture'",
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

  private void refuses(Download download, URI address, String expected) {
    Path target = folder.resolve("it.png");
    assertThatThrownBy(() -> download.fetch(address, target))
        .isInstanceOf(PictureException.class)
        .hasMessageContaining(expected)
        .hasMessageContaining(address.getHost());
    assertThat(target).doesNotExist();
  }
}
