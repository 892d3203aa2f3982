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

class EmbeddingFlowTest {
  private static final Path MODEL =
      Path.of("src/test/resources/reference/sgm/tiny_base_sgm.safetensors").toAbsolutePath();
  private static final Path STYLE =
      Path.of("src/test/resources/reference-2/textual_inversion/style4.safetensors");

  @TempDir private Path home;
  private OpenStudio studio;

  @BeforeEach
  void open() throws Exception {
    studio = OpenStudio.in(home);
    new AddedModels(home.resolve("models")).accept(Licence.OPEN_RAIL);
    studio.drop(Dropped.files(MODEL));
    studio.await("the card", () -> studio.isVisible("#model-accept"));
    studio.activate("#model-accept");
    studio.await("the model", () -> studio.text("#status-model").equals("tiny_base_sgm"));
  }

  @AfterEach
  void close() throws Exception {
    studio.close();
  }

  private String area(String query) {
    return studio.of(query, TextArea.class, TextArea::getText);
  }

  @Test
  void drop_embedding_isListedPutIntoThePromptsCountedAndRemoved() throws Exception {
    studio.drop(Dropped.files(STYLE.toAbsolutePath()));

    studio.await("the list", () -> studio.isVisible("#embedding-prompt-style4"));
    assertThat(studio.messages()).contains("style4");
    studio.activate("#embedding-prompt-style4");
    assertThat(area("#prompt")).isEqualTo("style4");
    studio.await(
        "four tokens and the name",
        () ->
            studio.text("#prompt-length").startsWith("4 of 75")
                && studio.text("#prompt-length").contains("style4"));
    studio.activate("#embedding-negative-style4");
    studio.await("the negative prompt's", () -> studio.text("#negative-length").contains("style4"));
    studio.activate("#embedding-remove-style4");
    studio.await("no list", () -> !studio.isVisible("#embeddings"));
    studio.await("words again", () -> !studio.text("#prompt-length").contains("style4"));
  }

  @Test
  void type_nameOfAnEmbeddingInTheModelFolders_countsItsVectors() throws Exception {
    Files.createDirectories(home.resolve("models/embeddings"));
    Files.copy(STYLE, home.resolve("models/embeddings/glow4.safetensors"));
    studio.focus("#prompt");

    studio.robot().write("glow4 fox", 0);

    studio.await("the name", () -> studio.text("#prompt-length").contains("glow4"));
    assertThat(studio.isVisible("#embeddings")).isFalse();
  }

  @Test
  void type_tagWithTwoWeights_hasASliderForEach() throws Exception {
    Files.copy(Faults.file("18/k_base.safetensors"), home.resolve("models/style.safetensors"));
    studio.focus("#prompt");

    studio.robot().write("cat <lora:style:0.3:0.9>", 0);

    studio.await("the sliders", () -> studio.isVisible("#lora-text-style"));
    assertThat(studio.of("#lora-style", Slider.class, Slider::getValue)).isEqualTo(0.9);
    assertThat(studio.of("#lora-text-style", Slider.class, Slider::getValue)).isEqualTo(0.3);
  }
}
