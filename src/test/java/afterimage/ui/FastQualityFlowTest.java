package afterimage.ui;

import static org.assertj.core.api.Assertions.assertThat;

import afterimage.Faults;
import afterimage.catalog.PublishedModels;
import afterimage.catalog.download.HubEndpoint;
import afterimage.catalog.download.ModelServer;
import afterimage.catalog.download.ModelSource;
import afterimage.catalog.download.RetryPolicy;
import afterimage.image.PictureMetadata;
import afterimage.image.PictureReader;
import afterimage.settings.Theme;
import afterimage.ui.session.Source;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.Spinner;
import javafx.scene.control.ToggleButton;
import javafx.scene.input.KeyCode;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The fast quality in the studio, with a LoRA for the tiny base in the place of Lightning's. */
class FastQualityFlowTest {
  private static final Path BASE =
      Path.of("src/test/resources/reference/pipelines/tiny_base").toAbsolutePath();
  private static final Path LORA = Faults.file("18/k_base.safetensors");
  private static final String FAST = "#words-page #quality-fast";
  private static final String BALANCED = "#words-page #quality-balanced";

  @TempDir private Path home;
  private ModelServer server;
  private @Nullable OpenStudio opened;

  @BeforeEach
  void serve() throws Exception {
    server = new ModelServer(ModelServer.Content.of(Files.readAllBytes(LORA)));
    SavedState.copy(BASE, home.resolve("models/tiny_base"));
  }

  @AfterEach
  void close() throws Exception {
    if (opened != null) {
      opened.close();
    }
    server.close();
  }

  /** Looked at by a person: {@code -Dafterimage.shots=DIR}. */
  @ParameterizedTest
  @EnumSource(
      value = Theme.class,
      names = {"LIGHT", "DARK"})
  @EnabledIfSystemProperty(named = "afterimage.shots", matches = ".+")
  void fast_inBothThemes_isPhotographed(Theme theme) throws Exception {
    Path shots = Path.of(System.getProperty("afterimage.shots"));
    OpenStudio studio = open(theme);
    showPage(studio);
    studio.activate(FAST);
    studio.await("the offer", () -> studio.isVisible("#words-page #quality-get"));
    studio.photograph(shots.resolve(theme + "-fast-1-offer.png"));
    Files.copy(LORA, home.resolve("models/sdxl_lightning_8step_lora.safetensors"));
    studio.activate(FAST);
    studio.await("the steps", () -> steps(studio) == 8);
    studio.photograph(shots.resolve(theme + "-fast-2-set.png"));
    studio.activate("#words-page #advanced");
    studio.onFx(
        () -> {
          studio
              .robot()
              .lookup("#words-page .scroll-pane")
              .queryAs(ScrollPane.class)
              .setVvalue(0.8);
          return true;
        });
    studio.photograph(shots.resolve(theme + "-fast-3-advanced.png"));
  }

  private OpenStudio open() throws Exception {
    return open(Theme.AUTO);
  }

  private OpenStudio open(Theme theme) throws Exception {
    OpenStudio studio =
        OpenStudio.withSource(
            home,
            theme,
            new ModelSource(
                PublishedModels.shipped(),
                HubEndpoint.of(Map.of("HF_ENDPOINT", server.endpoint())),
                RetryPolicy.USUAL,
                List.of()));
    opened = studio;
    if (studio.isVisible("#welcome-models")) {
      studio.press(KeyCode.ESCAPE);
    }
    return studio;
  }

  private static void showPage(OpenStudio studio) {
    studio.press(KeyCode.CONTROL, KeyCode.N);
    studio.await("the page", () -> studio.isVisible(FAST));
  }

  @Test
  void fast_withoutTheLora_isFetchedAfterItsTermsAndThenUsed() throws Exception {
    OpenStudio studio = open();
    showPage(studio);
    int usual = steps(studio);
    assertThat(usual).isGreaterThan(8);

    studio.activate(FAST);
    studio.await("the offer", () -> studio.isVisible("#words-page #quality-get"));
    assertThat(steps(studio)).isEqualTo(usual);
    assertThat(isSelected(studio, FAST)).isFalse();
    assertThat(server.asked()).isEmpty();
    assertThat(studio.text("#words-page #quality-note")).contains("Lightning LoRA for SDXL base");
    studio.activate("#words-page #quality-get");
    studio.await("the terms", () -> studio.isVisible("#model-terms"));
    assertThat(server.asked()).isEmpty();
    studio.activate("#terms-accept");
    Path lora = home.resolve("models/sdxl_lightning_8step_lora.safetensors");
    studio.await("it", () -> studio.isVisible("#download-use-sdxl-lightning-8steps"));
    assertThat(lora).exists();

    studio.press(KeyCode.ESCAPE);
    showPage(studio);
    studio.activate(FAST);
    studio.await("the steps", () -> steps(studio) == 8);
    assertThat(studio.text("#words-page #quality-note"))
        .contains("8 steps with euler (trailing timesteps), no guidance");
    assertThat(studio.isVisible("#words-page #quality-get")).isFalse();
    assertThat(isSelected(studio, FAST)).isTrue();
    assertThat(studio.isVisible("#words-page #lora-sdxl_lightning_8step_lora")).isTrue();

    studio.activate(BALANCED);
    studio.await("the usual steps", () -> steps(studio) == usual);
    assertThat(isSelected(studio, FAST)).isFalse();
    assertThat(isSelected(studio, BALANCED)).isTrue();
    assertThat(studio.isVisible("#words-page #lora-sdxl_lightning_8step_lora")).isFalse();
  }

  @Test
  void fast_afterARestart_isStillThatWithItsLora() throws Exception {
    Files.copy(LORA, home.resolve("models/sdxl_lightning_8step_lora.safetensors"));
    OpenStudio studio = open();
    showPage(studio);
    studio.activate(FAST);
    studio.await("the steps", () -> steps(studio) == 8);
    studio.onFx(
        () -> {
          studio.robot().lookup("#words-page #prompt").query().requestFocus();
          return true;
        });
    studio.robot().write("a fox", 0);
    fill(studio, "#words-width");
    fill(studio, "#words-height");
    studio.activate("#words-generate");
    studio.await(
        "a picture", () -> studio.pictureCount() == 1 && !made(studio).awaitedProperty().get());
    assertThat(settingsOfTheResult(studio))
        .contains("<lora:sdxl_lightning_8step_lora:1.0>", "Steps: 8", "Timestep spacing: trailing");
    studio.close();

    OpenStudio again = open();
    showPage(again);

    again.await("the LoRA", () -> again.isVisible("#words-page #lora-sdxl_lightning_8step_lora"));
    assertThat(steps(again)).isEqualTo(8);
    assertThat(isSelected(again, FAST)).isTrue();
  }

  private static void fill(OpenStudio studio, String spinner) {
    studio.onFx(
        () -> {
          Spinner<?> field = studio.robot().lookup(spinner).queryAs(Spinner.class);
          field.getEditor().setText("64");
          field.commitValue();
          return true;
        });
  }

  private static int steps(OpenStudio studio) {
    return studio.of(
        "#words-page #steps", Spinner.class, spinner -> ((Number) spinner.getValue()).intValue());
  }

  private static boolean isSelected(OpenStudio studio, String button) {
    return studio.of(button, ToggleButton.class, ToggleButton::isSelected);
  }

  private static String settingsOfTheResult(OpenStudio studio) throws Exception {
    return String.valueOf(
        PictureReader.read(made(studio).file()).metadata().texts().get(PictureMetadata.PARAMETERS));
  }

  private static Source made(OpenStudio studio) {
    return studio.onFx(
        () -> (Source) studio.robot().lookup("#filmstrip").queryListView().getItems().getFirst());
  }
}
