package afterimage.ui;

import static org.assertj.core.api.Assertions.assertThat;

import afterimage.settings.Theme;
import java.nio.file.Path;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The cards of the first start. */
class FirstRunFlowTest {
  @TempDir Path folder;
  private OpenStudio studio;

  @BeforeEach
  void open() throws Exception {
    studio = OpenStudio.firstTime(folder, Theme.LIGHT);
    studio.await("the cards", () -> studio.isVisible("#welcome"));
  }

  @AfterEach
  void close() throws Exception {
    studio.close();
  }

  @Test
  void cards_leftByEscape_areNotShownAgain() throws Exception {
    studio.press(KeyCode.ESCAPE);
    studio.await("no cards", () -> !studio.isVisible("#welcome"));
    assertThat(studio.settings().get().preferences().introduced()).isTrue();
    studio.close();

    studio = OpenStudio.firstTime(folder, Theme.LIGHT);
    studio.await("the device", () -> !studio.text("#status-device").isEmpty());
    assertThat(studio.isVisible("#welcome")).isFalse();
  }

  @Test
  void cards_leftByEnter_areGone() {
    studio.press(KeyCode.ENTER);
    studio.await("no cards", () -> !studio.isVisible("#welcome"));
  }

  @Test
  void sampleCard_chosen_opensTheSample() {
    studio.activate("#welcome-sample");
    studio.await("the sample", () -> studio.text("#status-picture").contains("dandelion"));
    assertThat(studio.isVisible("#welcome")).isFalse();
  }

  @Test
  void machineCard_chosen_showsTheHardware() {
    studio.activate("#welcome-machine");
    studio.await("the page", () -> studio.isVisible("#hardware-page"));
  }
}
