package afterimage.ui;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Collectors;
import javafx.scene.control.Labeled;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The page about the machine measures its devices and checks them when asked. */
class HardwareFlowTest {
  @RegisterExtension static final OneStudio OPENED = new OneStudio();

  private final OpenStudio studio = OPENED.get();

  @BeforeEach
  void open() {
    studio.activate("#settings");
    studio.await("the page", () -> studio.isVisible("#settings-page"));
    studio.activate("#settings-hardware");
    studio.await("the page", () -> studio.isVisible("#hardware-page"));
  }

  @AfterEach
  void leave() {
    studio.press(KeyCode.ESCAPE);
    studio.await("the canvas", () -> !studio.isVisible("#hardware-page"));
  }

  @Test
  void measure_processor_showsWhatItTook() {
    assertThat(facts()).doesNotContain("Convolutions take");

    studio.activate("#hardware-measure");
    studio.await("figures", () -> facts().contains("Convolutions take"));

    assertThat(studio.isVisible("#hardware-progress")).isFalse();
  }

  @Test
  void check_processor_saysThatAllAgrees() {
    studio.activate("#hardware-check");
    studio.await("the result", () -> facts().contains("All results agree with the stored ones."));

    assertThat(facts()).contains("16 blocks were compared");
    assertThat(studio.isVisible("#hardware-progress")).isFalse();
  }

  private String facts() {
    return studio.onFx(
        () ->
            studio.robot().lookup("#hardware-page .field-help").queryAllAs(Labeled.class).stream()
                .map(Labeled::getText)
                .collect(Collectors.joining("\n")));
  }
}
