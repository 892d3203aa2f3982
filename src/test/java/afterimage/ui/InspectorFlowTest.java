package afterimage.ui;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import afterimage.engine.AdvancedSettings;
import afterimage.engine.GuidanceInterval;
import afterimage.engine.ModelRef;
import afterimage.engine.NoiseSettings;
import afterimage.engine.PixelSize;
import afterimage.engine.RefineSettings;
import afterimage.engine.Tiling;
import afterimage.engine.TimestepSpacing;
import afterimage.engine.TokenCount;
import afterimage.image.PictureReader;
import afterimage.onnx.OnnxEngine;
import afterimage.ui.session.Version;
import java.nio.file.Path;
import java.util.List;
import javafx.geometry.Bounds;
import javafx.scene.Node;
import javafx.scene.control.CheckBox;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Slider;
import javafx.scene.control.Spinner;
import javafx.scene.control.TextArea;
import javafx.scene.control.TextField;
import javafx.scene.input.Clipboard;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the inspector says of a prompt while it is typed, and what becomes of its advanced part. */
class InspectorFlowTest {
  private static final Path MODEL =
      Path.of(System.getProperty("afterimage.models"), "afterimage-mini");

  @TempDir Path folder;
  private OpenStudio studio;

  @BeforeEach
  void open() throws Exception {
    studio = OpenStudio.in(folder.resolve("home"));
  }

  @AfterEach
  void close() throws Exception {
    studio.close();
  }

  @Test
  void prompt_typed_isCountedInTheModelsTokens() throws Exception {
    focus("#prompt");
    studio.robot().write("warm, (bright:1.3)", 0);
    studio.await(
        "the count", () -> studio.text("#prompt-length").equals(told("warm, (bright:1.3)")));

    String longer = "warm, ".repeat(40);
    setText("#prompt", longer);
    studio.await("the count", () -> studio.text("#prompt-length").equals(told(longer)));
    assertThat(studio.text("#prompt-length")).contains("chunks");

    studio.activate("#advanced");
    studio.activate("#advanced-weighted");
    studio.await("the end", () -> studio.text("#prompt-length").contains("ignored"));
  }

  @Test
  void weight_byKeys_isWrittenIntoThePromptAndUndone() throws Exception {
    focus("#prompt");
    studio.robot().write("warm, bright", 0);
    studio.press(KeyCode.CONTROL, KeyCode.UP);
    studio.press(KeyCode.CONTROL, KeyCode.UP);
    assertThat(prompt()).isEqualTo("warm, (bright:1.2)");
    studio.press(KeyCode.CONTROL, KeyCode.DOWN);
    studio.press(KeyCode.CONTROL, KeyCode.DOWN);
    assertThat(prompt()).isEqualTo("warm, bright");
  }

  private String prompt() {
    return studio.of("#prompt", TextArea.class, TextArea::getText);
  }

  @Test
  void marks_chosen_setSharesOfTheModelsOwnStrengthAndStandUnderThem() throws Exception {
    double own = 0.5; // as afterimage.json has it
    studio.activate("#strength-touchUp");
    assertThat(studio.text("#strength-value")).isEqualTo("25%");
    studio.activate("#strength-reimagine");
    assertThat(studio.text("#strength-value")).isEqualTo("90%");
    studio.activate("#strength-balanced");
    assertThat(studio.text("#strength-value")).isEqualTo(Math.round(own * 100) + "%");
    Bounds thumb = bounds("#strength .thumb");
    assertThat(bounds("#strength-balanced").getCenterX())
        .isCloseTo(thumb.getCenterX(), within(2.0));
  }

  private Bounds bounds(String query) {
    return studio.onFx(
        () -> {
          Node node = studio.robot().lookup(query).query();
          return node.localToScene(node.getLayoutBounds());
        });
  }

  /** What the engine itself counts, in the window's words. */
  private String told(String prompt) throws Exception {
    try (OnnxEngine engine = new OnnxEngine(folder.resolve("cache"))) {
      TokenCount count = engine.countTokens(new ModelRef(MODEL), prompt, false);
      return count.chunks() == 1
          ? count.tokens() + " of " + count.room() + " tokens"
          : count.tokens() + " tokens in " + count.chunks() + " chunks of " + count.room();
    }
  }

  @Test
  void seed_copied_isOnTheClipboard() {
    studio.of(
        "#seed",
        TextField.class,
        field -> {
          field.setText("4711");
          return true;
        });
    studio.focus("#seed");
    studio.press(KeyCode.ENTER);
    studio.activate("#seed-copy");

    assertThat(studio.onFx(() -> Clipboard.getSystemClipboard().getString())).isEqualTo("4711");
  }

  @Test
  void advanced_changedValues_reachTheResultAndItsFile() throws Exception {
    studio.dropAndAwait(Samples.write(folder.resolve("photo.png"), 256, 256));
    studio.activate("#quality-fast");
    assertThat(studio.isVisible("#advanced-sampler")).isFalse();
    studio.activate("#advanced");
    studio.onFx(
        () -> {
          samplers().getSelectionModel().select("ddim");
          node("#keepDetail", Slider.class).setValue(0.4);
          node("#keepColours", Slider.class).setValue(0.7);
          node("#keepAtLeast", Slider.class).setValue(0.8);
          node("#advanced-watermark", CheckBox.class).setSelected(true);
          node("#advanced-twocalls", CheckBox.class).setSelected(true);
          node("#advanced-clipskip", Spinner.class).increment();
          node("#rescale", Slider.class).setValue(0.25);
          node("#guidanceStart", Slider.class).setValue(0.15);
          node("#guidanceEnd", Slider.class).setValue(0.8);
          node("#ngms", Slider.class).setValue(2.5);
          node("#advanced-ngmsall", CheckBox.class).setSelected(true);
          node("#advanced-spacing", ComboBox.class).getSelectionModel().select(2);
          noises().setValue(NoiseSettings.Generator.NV);
          node("#variation", Slider.class).setValue(0.1);
          node("#advanced-size-1-1", TextField.class).setText("512x256");
          node("#advanced-clipskip", Spinner.class).decrement();
          tiles().getSelectionModel().select(new Tiling(512));
          return true;
        });
    studio.activate("#refine");
    studio.await("a version", () -> studio.text("#version").equals("Version 1 of 1"));

    RefineSettings settings = version().settings();
    AdvancedSettings advanced = settings.advanced();
    assertThat(settings.scheduler()).isEqualTo("ddim");
    assertThat(advanced.keepDetail()).isEqualTo(0.4);
    assertThat(advanced.keepColours()).isEqualTo(0.7);
    assertThat(advanced.keepAtLeast()).isEqualTo(0.8);
    assertThat(advanced.watermark()).isTrue();
    assertThat(advanced.guidanceInTwoCalls()).isTrue();
    assertThat(advanced.clipSkip()).isZero();
    assertThat(advanced.guidanceRescale()).isEqualTo(0.25);
    assertThat(advanced.guidanceInterval()).isEqualTo(new GuidanceInterval(0.15, 0.8, 2.5, true));
    assertThat(advanced.spacing()).isEqualTo(TimestepSpacing.TRAILING);
    assertThat(advanced.noise().generator()).isEqualTo(NoiseSettings.Generator.NV);
    assertThat(advanced.noise().variationStrength()).isEqualTo(0.1);
    assertThat(advanced.tiling()).isEqualTo(new Tiling(512));
    assertThat(advanced.sizes().original()).isEqualTo(new PixelSize(512, 256));
    assertThat(PictureReader.read(version().file()).metadata().texts().get("parameters"))
        .contains(
            "Sampler: ddim",
            "Keep detail: 0.4",
            "RNG: NV",
            "CFG rescale: 0.25",
            "Guidance start: 0.15, Guidance end: 0.8, NGMS: 2.5, NGMS all steps: True",
            "Tile size: 512, Timestep spacing: trailing");
  }

  @Test
  void decoder_tinyWithoutItsFile_saysWhatToChoose() throws Exception {
    studio.dropAndAwait(Samples.write(folder.resolve("photo.png"), 128, 128));
    studio.activate("#quality-fast");
    studio.activate("#advanced");
    studio.onFx(
        () -> {
          node("#advanced-decoder", ComboBox.class).getSelectionModel().select(1);
          return true;
        });

    studio.activate("#refine");

    studio.await("the reason", () -> studio.messages().contains("no tiny decoder"));
    assertThat(studio.messages()).contains("TAESDXL");
  }

  private <T extends Node> T node(String query, Class<T> type) {
    return studio.robot().lookup(query).queryAs(type);
  }

  @SuppressWarnings("unchecked")
  private ComboBox<String> samplers() {
    return node("#advanced-sampler", ComboBox.class);
  }

  @SuppressWarnings("unchecked")
  private ComboBox<Tiling> tiles() {
    return node("#advanced-tiles", ComboBox.class);
  }

  @SuppressWarnings("unchecked")
  private ComboBox<NoiseSettings.Generator> noises() {
    return node("#advanced-noise", ComboBox.class);
  }

  private void focus(String query) {
    studio.onFx(
        () -> {
          node(query, Node.class).requestFocus();
          return true;
        });
  }

  private void setText(String query, String text) {
    studio.onFx(
        () -> {
          node(query, TextArea.class).setText(text);
          return true;
        });
  }

  @SuppressWarnings("unchecked")
  private Version version() {
    return studio.onFx(
        () ->
            ((List<Version>)
                    (List<?>) studio.robot().lookup("#versions").queryListView().getItems())
                .getFirst());
  }
}
