package afterimage.ui;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javafx.scene.control.Button;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Pictures that were opened lately, offered while nothing is open. */
class RecentsFlowTest {
  @TempDir Path folder;

  @Test
  void recents_openedPictures_areOfferedNewestFirstOpenedAgainAndForgotten() throws Exception {
    Path home = folder.resolve("home");
    Path list = home.resolve("state/session/recent.json");
    Path one = Samples.write(folder.resolve("one.png"), 64, 64);
    Path two = Samples.write(folder.resolve("two.png"), 64, 48);
    Path gone = Samples.write(folder.resolve("gone.png"), 48, 48);
    try (OpenStudio studio = OpenStudio.in(home)) {
      assertThat(studio.isVisible("#recents")).isFalse();
      studio.dropAndAwait(one);
      studio.dropAndAwait(gone);
      studio.dropAndAwait(two);
      closeAll(studio);
      studio.await(
          "the list", () -> offered(studio).equals(List.of("two.png", "gone.png", "one.png")));
    }
    Files.delete(gone);
    try (OpenStudio studio = OpenStudio.in(home)) {
      studio.await("the list", () -> offered(studio).equals(List.of("two.png", "one.png")));

      studio.activate(".recent");
      studio.await("the picture", () -> studio.compare().beforeProperty().get() != null);
      assertThat(studio.text("#status-picture")).contains("two.png");
      closeAll(studio);
      studio.await("the list", () -> offered(studio).equals(List.of("two.png", "one.png")));

      studio.activate("#recents-clear");
      studio.await("no list", () -> !studio.isVisible("#recents"));
      studio.await("no file", () -> !Files.exists(list));
    }
    try (OpenStudio studio = OpenStudio.in(home)) {
      assertThat(studio.isVisible("#recents")).isFalse();
      assertThat(list).doesNotExist();
    }
  }

  private static void closeAll(OpenStudio studio) {
    for (int left = studio.pictureCount(); left > 0; left--) {
      studio.focus("#filmstrip");
      studio.press(KeyCode.DELETE);
    }
    studio.await("nothing open", () -> studio.compare().beforeProperty().get() == null);
  }

  private static List<String> offered(OpenStudio studio) {
    return studio.isVisible("#recents")
        ? studio.robot().lookup(".recent").queryAllAs(Button.class).stream()
            .map(Button::getText)
            .toList()
        : List.of();
  }
}
