package afterimage.ui;

import static org.assertj.core.api.Assertions.assertThat;

import afterimage.Faults;
import afterimage.catalog.AddedModels;
import afterimage.catalog.Licence;
import java.nio.file.Files;
import java.nio.file.Path;
import javafx.scene.control.Slider;
import javafx.scene.control.TextArea;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tags that are typed or come with a picture become LoRAs in the inspector's list. */
class PromptTagFlowTest {
  private static final Path MODEL =
      Path.of("src/test/resources/reference/sgm/tiny_base_sgm.safetensors").toAbsolutePath();

  @TempDir private Path home;
  private OpenStudio studio;

  @BeforeEach
  void open() throws Exception {
    studio = OpenStudio.in(home);
    new AddedModels(home.resolve("models")).accept(Licence.OPEN_RAIL);
    Files.copy(Faults.file("18/k_base.safetensors"), home.resolve("models/add_detail.safetensors"));
    studio.drop(Dropped.files(MODEL));
    studio.await("the card", () -> studio.isVisible("#model-accept"));
    studio.activate("#model-accept");
    studio.await("the model", () -> studio.text("#status-model").equals("tiny_base_sgm"));
  }

  @AfterEach
  void close() throws Exception {
    studio.close();
  }

  private String prompt() {
    return studio.of("#prompt", TextArea.class, TextArea::getText);
  }

  @Test
  void type_tagOfAnInstalledLora_movesItIntoTheList() {
    studio.focus("#prompt");
    studio.robot().write("cat <lora:add_detail:0.6>", 0);

    studio.await("the slider", () -> studio.isVisible("#lora-add_detail"));
    assertThat(studio.of("#lora-add_detail", Slider.class, Slider::getValue)).isEqualTo(0.6);
    studio.await("the prompt without it", () -> prompt().equals("cat "));
    assertThat(studio.messages()).contains("add_detail.safetensors", "0.6");
  }

  @Test
  void useSettingsOfAPicture_unknownTag_leavesItOutAndSaysSo() throws Exception {
    Files.delete(home.resolve("models/add_detail.safetensors"));
    studio.dropAndAwait(Faults.file("31/a1111_lora.png").toAbsolutePath());
    studio.await("the offer", () -> studio.isVisible("#found-use"));

    studio.activate("#found-use");

    studio.await("the message", () -> studio.messages().contains("none of the model folders"));
    assertThat(prompt()).isNotEmpty().doesNotContain("lora");
    assertThat(studio.isVisible("#loras")).isFalse();
  }
}
