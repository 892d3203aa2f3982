package afterimage.ui;

import static org.assertj.core.api.Assertions.assertThat;

import afterimage.ui.canvas.CompareView;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The blind test from its first pair to the table. */
class BlindFlowTest {
  @TempDir Path folder;
  private OpenStudio studio;

  @BeforeEach
  void open() throws Exception {
    studio = OpenStudio.in(folder.resolve("home"));
    studio.dropAndAwait(Samples.write(folder.resolve("one.png"), 64, 64));
    studio.activate("#quality-fast");
  }

  @AfterEach
  void close() throws Exception {
    studio.close();
  }

  @Test
  void vote_allPairsByKeys_showsWinRatesAndSavesTheTable() throws Exception {
    studio.refineTo(1);
    studio.refineTo(2);
    studio.focus("#compare");
    studio.press(KeyCode.A);
    for (KeyCode key : List.of(KeyCode.LEFT, KeyCode.RIGHT, KeyCode.DOWN)) {
      String number = List.of(KeyCode.LEFT, KeyCode.RIGHT, KeyCode.DOWN).indexOf(key) + 1 + " of 3";
      studio.await("the pair", () -> studio.text("#blind-progress").equals(number));
      assertThat(
              studio
                  .of("#blind-view", CompareView.class, view -> view.afterProperty().get())
                  .picture()
                  .width())
          .isEqualTo(64);
      studio.press(key);
    }
    studio.await("the results", () -> studio.isVisible("#blind-results"));
    assertThat(studio.isVisible("#win-rates")).isTrue();

    Path table = folder.resolve("votes.csv");
    studio.saveTo(table);
    studio.activate("#blind-csv");
    studio.await("saving", () -> studio.messages().contains("votes.csv"));
    assertThat(Files.readAllLines(table)).hasSize(4);
    studio.activate("#blind-done");
    assertThat(studio.text("#version")).as("keys did nothing else").isEqualTo("Version 2 of 2");
  }

  @Test
  void begin_withoutResults_saysWhatIsMissing() {
    studio.focus("#compare");
    studio.press(KeyCode.A);

    studio.await("the message", () -> studio.messages().contains("Refine a picture first"));
    assertThat(studio.isVisible("#blind-page")).isFalse();
  }
}
