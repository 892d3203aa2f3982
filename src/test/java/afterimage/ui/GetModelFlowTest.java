package afterimage.ui;

import static org.assertj.core.api.Assertions.assertThat;

import afterimage.catalog.AddedModels;
import afterimage.catalog.Licence;
import afterimage.catalog.PublishedModel;
import afterimage.catalog.PublishedModels;
import afterimage.catalog.download.HubEndpoint;
import afterimage.catalog.download.ModelServer;
import afterimage.catalog.download.ModelSource;
import afterimage.catalog.download.RetryPolicy;
import afterimage.catalog.found.ModelPlaces;
import afterimage.image.PictureMetadata;
import afterimage.image.PictureReader;
import afterimage.reference.ReferenceFolder;
import afterimage.reference.TinyConfigurations;
import afterimage.settings.Theme;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javafx.scene.control.ProgressBar;
import javafx.scene.input.KeyCode;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * From the first start to a picture that a downloaded model refined: a tiny model in the refiner's
 * place, from a server of this machine.
 */
class GetModelFlowTest {
  private static final Path REFINER =
      ReferenceFolder.path("sgm", "tiny_refiner_sgm.safetensors").toAbsolutePath();
  private static final RetryPolicy POLICY =
      new RetryPolicy(
          2,
          Duration.ofMillis(1),
          Duration.ofSeconds(1),
          Duration.ofSeconds(60),
          Duration.ofSeconds(60));

  @TempDir private Path home;
  private byte[] bytes = {};
  private ModelServer server;
  private @Nullable OpenStudio opened;

  @BeforeEach
  void serve() throws Exception {
    bytes = Files.readAllBytes(REFINER);
    server = new ModelServer(ModelServer.Content.of(bytes));
    TinyConfigurations.copy("tiny_refiner", home.resolve("models"));
  }

  @AfterEach
  void close() throws Exception {
    if (opened != null) {
      opened.close();
    }
    server.close();
  }

  private OpenStudio open() throws Exception {
    opened = OpenStudio.withSource(home, Theme.AUTO, source());
    return opened;
  }

  private ModelSource source() {
    List<PublishedModel> models = new ArrayList<>();
    for (PublishedModel model : PublishedModels.shipped().models()) {
      boolean refiner = model.use() == PublishedModel.Use.REFINER;
      models.add(
          new PublishedModel(
              model.id(),
              model.name(),
              model.use(),
              model.steps(),
              model.licence(),
              model.repository(),
              model.revision(),
              model.file(),
              model.saveAs(),
              refiner ? Long.valueOf(bytes.length) : model.bytes(),
              refiner ? null : model.sha256()));
    }
    return new ModelSource(
        new PublishedModels(models, List.of()),
        HubEndpoint.of(Map.of("HF_ENDPOINT", server.endpoint())),
        POLICY,
        ModelPlaces.usual(Map.of(), home.resolve("other")));
  }

  private Path target() {
    return home.resolve("models/sd_xl_refiner_1.0.safetensors");
  }

  private void showModels(OpenStudio studio) {
    studio.await("the cards", () -> studio.isVisible("#welcome-models"));
    studio.activate("#welcome-models");
    // The rows are there a frame after the page.
    studio.await("the models", () -> studio.isVisible("#download-get-sdxl-refiner-1-0"));
  }

  @Test
  void firstStart_getTheRefiner_refinesWithIt() throws Exception {
    OpenStudio studio = open();
    showModels(studio);
    assertThat(server.asked()).isEmpty();

    studio.activate("#download-get-sdxl-refiner-1-0");
    studio.await("the terms", () -> studio.isVisible("#model-terms"));
    assertThat(server.asked()).isEmpty();
    server.slow(30);
    studio.activate("#terms-accept");
    studio.await(
        "progress",
        () ->
            studio.isVisible("#download-bar-sdxl-refiner-1-0")
                && studio.text("#download-state-sdxl-refiner-1-0").contains("MB/s"));
    assertThat(
            studio.of(
                "#download-bar-sdxl-refiner-1-0", ProgressBar.class, ProgressBar::getProgress))
        .isBetween(0.0, 1.0);
    server.slow(0);
    studio.await("it", () -> studio.isVisible("#model-use-sd_xl_refiner_1-0"));

    assertThat(target()).hasBinaryContent(bytes);
    assertThat(new AddedModels(home.resolve("models")).isAccepted(Licence.OPEN_RAIL)).isTrue();
    assertThat(studio.isVisible("#download-state-sdxl-refiner-1-0")).isFalse();
    studio.activate("#model-use-sd_xl_refiner_1-0");
    studio.await("the model", () -> studio.text("#status-model").equals("sd_xl_refiner_1.0"));
    studio.dropAndAwait(Samples.write(home.resolve("photo.png"), 160, 128));
    studio.press(KeyCode.CONTROL, KeyCode.ENTER);
    studio.await("a result", () -> studio.compare().afterProperty().get() != null);
    assertThat(settingsOfTheResult()).contains("sd_xl_refiner_1.0");
  }

  /** Looked at by a person, and by whoever reads the pages: {@code -Dafterimage.shots=DIR}. */
  @ParameterizedTest
  @EnumSource(
      value = Theme.class,
      names = {"LIGHT", "DARK"})
  @EnabledIfSystemProperty(named = "afterimage.shots", matches = ".+")
  void journey_inBothThemes_isPhotographed(Theme theme) throws Exception {
    Path theirs = home.resolve("other/ComfyUI/models/checkpoints/juggernaut.safetensors");
    TinyConfigurations.copy("tiny_base", theirs.resolveSibling(""));
    Files.copy(ReferenceFolder.path("sgm", "tiny_base_sgm.safetensors"), theirs);
    OpenStudio studio = OpenStudio.withSource(home, theme, source());
    opened = studio;
    Path shots = Path.of(System.getProperty("afterimage.shots"));
    studio.await("the cards", () -> studio.isVisible("#welcome-models"));
    studio.photograph(shots.resolve(theme + "-1-welcome.png"));
    showModels(studio);
    studio.await("the found model", () -> studio.isVisible("#found-use-juggernaut"));
    studio.photograph(shots.resolve(theme + "-2-models.png"));
    studio.activate("#download-get-sdxl-refiner-1-0");
    studio.await("the terms", () -> studio.isVisible("#model-terms"));
    studio.photograph(shots.resolve(theme + "-3-terms.png"));
    server.slow(60);
    studio.activate("#terms-accept");
    studio.await(
        "progress", () -> studio.text("#download-state-sdxl-refiner-1-0").contains("left"));
    studio.photograph(shots.resolve(theme + "-4-progress.png"));
    studio.activate("#download-pause-sdxl-refiner-1-0");
    studio.await("a pause", () -> studio.isVisible("#download-resume-sdxl-refiner-1-0"));
    studio.photograph(shots.resolve(theme + "-5-paused.png"));
    server.then(ModelServer.Fault.S404);
    studio.activate("#download-resume-sdxl-refiner-1-0");
    studio.await(
        "the problem", () -> studio.text("#download-state-sdxl-refiner-1-0").contains("404"));
    studio.photograph(shots.resolve(theme + "-6-failed.png"));
    server.slow(0);
    studio.activate("#download-resume-sdxl-refiner-1-0");
    studio.await("it", () -> studio.isVisible("#model-use-sd_xl_refiner_1-0"));
    studio.photograph(shots.resolve(theme + "-7-there.png"));
  }

  @Test
  void download_pausedAndStudioClosed_goesOnAfterARestart() throws Exception {
    OpenStudio studio = open();
    accept();
    showModels(studio);
    server.slow(40);
    studio.activate("#download-get-sdxl-refiner-1-0");
    studio.await(
        "progress", () -> studio.text("#download-state-sdxl-refiner-1-0").contains("MB/s"));
    studio.activate("#download-pause-sdxl-refiner-1-0");
    studio.await("a pause", () -> studio.isVisible("#download-resume-sdxl-refiner-1-0"));
    assertThat(studio.text("#download-state-sdxl-refiner-1-0")).contains("MB received");
    studio.close();
    long kept = Files.size(target().resolveSibling(target().getFileName() + ".part"));
    assertThat(kept).isPositive();

    server.slow(0);
    OpenStudio again = open();
    again.activate("#status-model");
    again.await("the row", () -> again.isVisible("#download-resume-sdxl-refiner-1-0"));
    again.activate("#download-resume-sdxl-refiner-1-0");
    again.await("it", () -> again.isVisible("#model-use-sd_xl_refiner_1-0"));

    assertThat(server.askedOfStore().getLast().from()).isEqualTo(kept);
    assertThat(target()).hasBinaryContent(bytes);
  }

  @Test
  void download_closedWhileItRuns_keepsWhatCame() throws Exception {
    OpenStudio studio = open();
    accept();
    showModels(studio);
    server.slow(40);
    studio.activate("#download-get-sdxl-refiner-1-0");
    studio.await(
        "progress", () -> studio.text("#download-state-sdxl-refiner-1-0").contains("MB/s"));

    studio.close();
    opened = null;

    assertThat(target()).doesNotExist();
    assertThat(target().resolveSibling(target().getFileName() + ".part")).isNotEmptyFile();
  }

  @Test
  void download_cancelled_leavesNothing() throws Exception {
    OpenStudio studio = open();
    accept();
    showModels(studio);
    server.slow(40);
    studio.activate("#download-get-sdxl-refiner-1-0");
    studio.await(
        "progress", () -> studio.text("#download-state-sdxl-refiner-1-0").contains("MB/s"));
    studio.activate("#download-cancel-sdxl-refiner-1-0");
    studio.await("the offer", () -> studio.isVisible("#download-get-sdxl-refiner-1-0"));

    try (Stream<Path> files = Files.list(home.resolve("models"))) {
      assertThat(files).noneMatch(file -> file.toString().contains("sd_xl_refiner"));
    }
  }

  @Test
  void download_refused_saysWhatToDoAndIsGoneOnWith() throws Exception {
    OpenStudio studio = open();
    accept();
    showModels(studio);
    server.then(ModelServer.Fault.CUT, ModelServer.Fault.S404);
    studio.activate("#download-get-sdxl-refiner-1-0");
    studio.await(
        "the problem", () -> studio.text("#download-state-sdxl-refiner-1-0").contains("HTTP 404"));
    assertThat(studio.text("#download-state-sdxl-refiner-1-0")).contains("HF_ENDPOINT");

    studio.activate("#download-resume-sdxl-refiner-1-0");
    studio.await("it", () -> studio.isVisible("#model-use-sd_xl_refiner_1-0"));
    assertThat(target()).hasBinaryContent(bytes);
  }

  @Test
  void terms_notAccepted_nothingIsAsked() throws Exception {
    OpenStudio studio = open();
    showModels(studio);
    studio.activate("#download-get-sdxl-refiner-1-0");
    studio.await("the terms", () -> studio.isVisible("#model-terms"));

    studio.activate("#terms-cancel");
    studio.await("the models", () -> studio.isVisible("#models-page"));

    assertThat(server.asked()).isEmpty();
    assertThat(target()).doesNotExist();
  }

  @Test
  void modelsPage_modelOfAnotherProgram_isUsedWhereItIs() throws Exception {
    Path theirs = home.resolve("other/ComfyUI/models/checkpoints/theirs.safetensors");
    TinyConfigurations.copy("tiny_refiner", theirs.resolveSibling(""));
    Files.copy(REFINER, theirs);
    OpenStudio studio = open();
    showModels(studio);
    studio.await("the found model", () -> studio.isVisible("#found-use-theirs"));

    studio.activate("#found-use-theirs");
    studio.await("the card", () -> studio.isVisible("#model-card"));
    studio.activate("#model-accept");
    studio.await("the model", () -> studio.text("#status-model").equals("theirs"));

    assertThat(new AddedModels(home.resolve("models")).entries())
        .extracting(AddedModels.Entry::path)
        .containsExactly(theirs.toString());
    assertThat(server.asked()).isEmpty();
  }

  @Test
  void addFolder_ofAnotherProgram_listsItsModels() throws Exception {
    Path theirs = home.resolve("disk/models/Stable-diffusion/mine.safetensors");
    TinyConfigurations.copy("tiny_refiner", theirs.resolveSibling(""));
    Files.copy(REFINER, theirs);
    OpenStudio studio = open();
    showModels(studio);
    studio.chooseFolder(home.resolve("disk"));

    studio.activate("#models-add-folder");

    studio.await("the found model", () -> studio.isVisible("#found-use-mine"));
  }

  private void accept() throws Exception {
    new AddedModels(home.resolve("models")).accept(Licence.OPEN_RAIL);
  }

  private String settingsOfTheResult() throws Exception {
    try (Stream<Path> files = Files.walk(home.resolve("state"))) {
      Path version =
          files.filter(file -> file.toString().endsWith(".png")).findFirst().orElseThrow();
      return String.valueOf(
          PictureReader.read(version).metadata().texts().get(PictureMetadata.PARAMETERS));
    }
  }
}
