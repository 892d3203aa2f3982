package afterimage.ui;

import static org.assertj.core.api.Assertions.assertThat;

import afterimage.image.PictureMetadata;
import afterimage.image.PictureReader;
import afterimage.settings.SettingsStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.Slider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A ControlNet for a model: dropped or chosen, with a picture and a strength, and given up again.
 */
class ControlFlowTest {
  private static final Path BASE =
      Path.of("src/test/resources/reference/pipelines/tiny_base").toAbsolutePath();
  private static final Path DATA = Path.of("src/test/resources/reference-2").toAbsolutePath();
  private static final Path NET = DATA.resolve("controlnet");

  @TempDir private Path home;

  private OpenStudio open() throws Exception {
    try (SettingsStore settings = SettingsStore.open(home.resolve("settings.json"))) {
      settings.update(old -> old.withModel(BASE.toString()));
    }
    OpenStudio studio = OpenStudio.with(home, List.of(BASE));
    studio.await("the field", () -> studio.isVisible("#control-field"));
    return studio;
  }

  private static String shown(OpenStudio studio) {
    return studio.of("#control", ComboBox.class, ControlFlowTest::text);
  }

  private static String text(ComboBox<?> box) {
    return textOf(box);
  }

  private static <T> String textOf(ComboBox<T> box) {
    return box.getConverter().toString(box.getValue());
  }

  private static boolean selectFirst(ComboBox<?> box) {
    box.getSelectionModel().select(0);
    return true;
  }

  private static boolean selectLast(ComboBox<?> box) {
    box.getSelectionModel().select(box.getItems().size() - 1);
    return true;
  }

  private String parameters() throws Exception {
    try (Stream<Path> files = Files.walk(home.resolve("state"))) {
      Path version =
          files.filter(file -> file.toString().endsWith(".png")).findFirst().orElseThrow();
      return String.valueOf(
          PictureReader.read(version).metadata().texts().get(PictureMetadata.PARAMETERS));
    }
  }

  @Test
  void drop_controlNet_steersByTheChosenPictureAndIsNamedInTheResult() throws Exception {
    try (OpenStudio studio = open()) {
      assertThat(studio.isVisible("#control")).as("folded up").isFalse();
      studio.dropAndAwait(Samples.write(home.resolve("photo.png"), 96, 64));
      studio.steps(4);
      studio.drop(Dropped.files(NET));
      studio.await("the ControlNet", () -> studio.isVisible("#control-scale"));
      assertThat(shown(studio)).isEqualTo("controlnet");
      assertThat(studio.messages()).contains("controlnet steers this model");
      assertThat(studio.of("#control-picture", Label.class, Label::getText))
          .isEqualTo("The picture itself");

      Path lines = Samples.write(home.resolve("lines.png"), 96, 64);
      studio.choosePicture(lines);
      studio.activate("#control-picture-choose");
      assertThat(studio.of("#control-picture", Label.class, Label::getText)).isEqualTo("lines.png");
      studio.of(
          "#control-scale",
          Slider.class,
          slider -> {
            slider.setValue(0.7);
            return true;
          });
      studio.focus("#compare");
      studio.refineTo(1);
      assertThat(parameters())
          .contains(
              "Control model: controlnet", "Control picture: lines.png", "Control scale: 0.7");

      studio.activate("#control-picture-remove");
      studio.of("#control", ComboBox.class, ControlFlowTest::selectFirst);
      assertThat(studio.isVisible("#control-scale")).isFalse();
    }
  }

  @Test
  void choose_fileThatIsNone_isTold() throws Exception {
    Path vae = DATA.resolve("vae_override/vae_sgm.safetensors");
    try (OpenStudio studio = open()) {
      studio.activate("#control-unfold");
      assertThat(studio.isVisible("#control")).isTrue();
      assertThat(studio.isVisible("#control-scale")).isFalse();
      studio.chooseModel(vae);
      studio.of("#control", ComboBox.class, ControlFlowTest::selectLast);
      studio.await("the warning", () -> studio.messages().contains("contains no ControlNet"));
      assertThat(shown(studio)).isEqualTo("None");
    }
  }
}
