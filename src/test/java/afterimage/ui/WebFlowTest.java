package afterimage.ui;

import static org.assertj.core.api.Assertions.assertThat;

import afterimage.ui.open.PictureServer;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import javafx.scene.input.Clipboard;
import javafx.scene.input.ClipboardContent;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Addresses of pictures, dropped and pasted; a server of this machine answers. */
class WebFlowTest {
  @TempDir Path folder;
  private PictureServer server;
  private OpenStudio studio;

  @BeforeEach
  void open() throws Exception {
    server =
        new PictureServer(Files.readAllBytes(Samples.write(folder.resolve("picture.png"), 80, 56)));
    studio = OpenStudio.in(folder.resolve("home"));
  }

  @AfterEach
  void close() throws Exception {
    studio.close();
    server.close();
  }

  @Test
  void drop_imageInsideALink_opensTheImageAndKeepsItForTheNextStart() throws Exception {
    URI image = server.at("/picture.png");

    assertThat(
            studio.drop(Dropped.webImage(server.at("/page"), "<a><img src=\"" + image + "\"></a>")))
        .isTrue();
    studio.await("the picture", () -> studio.text("#status-picture").contains("picture.png"));

    assertThat(studio.text("#status-picture")).contains("80 × 56");
    assertThat(server.asked()).isEqualTo(1);
    studio.close();
    server.close();
    studio = OpenStudio.in(folder.resolve("home"));
    studio.await("the picture", () -> studio.text("#status-picture").contains("picture.png"));
  }

  @Test
  void paste_address_opensIt() {
    studio.focus("#compare");
    copy(server.at("/picture.png").toString());
    studio.press(KeyCode.CONTROL, KeyCode.V);
    studio.await("the picture", () -> studio.text("#status-picture").contains("picture.png"));
  }

  @Test
  void export_fetchedPicture_goesWhereTheUserLooks() {
    studio.focus("#compare");
    copy(server.at("/picture.png").toString());
    studio.press(KeyCode.CONTROL, KeyCode.V);
    studio.await("the picture", () -> studio.text("#status-picture").contains("picture.png"));
    studio.refineTo(1);

    studio.press(KeyCode.CONTROL, KeyCode.E);
    studio.await("the page", () -> studio.isVisible("#export-page"));
    assertThat(studio.text("#export-folder")).doesNotContain(folder.toString());
  }

  @Test
  void paste_wordsWithAnAddress_fetchesNothing() {
    studio.focus("#compare");
    copy("look at " + server.at("/picture.png"));
    studio.press(KeyCode.CONTROL, KeyCode.V);
    studio.await("the message", () -> studio.messages().contains("neither a picture"));
    assertThat(server.asked()).isZero();
  }

  @Test
  void drop_addressOfWhatIsNoPicture_namesTheAddress() {
    drop("/words.png", "/words.png is not a picture that Afterimage can read");
    drop("/page", "/page is a web page, not a picture");
    drop("/gone.png", "There is no picture at http");
    assertThat(studio.pictureCount()).isZero();
    assertThat(studio.isVisible("#opening")).isFalse();
  }

  private void drop(String path, String message) {
    URI address = server.at(path);
    assertThat(studio.drop(Dropped.text(address.toString()))).isTrue();
    studio.await("the message", () -> studio.messages().contains(message));
  }

  private void copy(String text) {
    studio.onFx(
        () -> {
          ClipboardContent content = new ClipboardContent();
          content.putString(text);
          return Clipboard.getSystemClipboard().setContent(content);
        });
  }
}
