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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Another VAE for a model: dropped, used, remembered with the model, and given up again. */
class VaeFlowTest {
  private static final Path REFINER =
      Path.of("src/test/resources/reference/pipelines/tiny_refiner").toAbsolutePath();
  private static final Path VAE =
      Path.of("src/test/resources/reference-2/vae_override/vae_sgm.safetensors").toAbsolutePath();

  @TempDir private Path home;

  private OpenStudio open() throws Exception {
    try (SettingsStore settings = SettingsStore.open(home.resolve("settings.json"))) {
      settings.update(old -> old.withModel(REFINER.toString()));
    }
    OpenStudio studio = OpenStudio.with(home, List.of(REFINER));
    studio.await("the field", () -> studio.isVisible("#vae-field"));
    return studio;
  }

  private static String shown(OpenStudio studio) {
    return studio.of("#vae", ComboBox.class, VaeFlowTest::text);
  }

  private static String text(ComboBox<?> box) {
    return textOf(box);
  }

  private static <T> String textOf(ComboBox<T> box) {
    return box.getConverter().toString(box.getValue());
  }

  private String refineAndRead(OpenStudio studio) throws Exception {
    studio.focus("#compare");
    studio.refineTo(1);
    try (Stream<Path> files = Files.walk(home.resolve("state"))) {
      Path version =
          files.filter(file -> file.toString().endsWith(".png")).findFirst().orElseThrow();
      return String.valueOf(
          PictureReader.read(version).metadata().texts().get(PictureMetadata.PARAMETERS));
    }
  }

  @Test
  void drop_vae_isUsedRememberedWithItsModelAndNamedInThePicture() throws Exception {
    try (OpenStudio studio = open()) {
      assertThat(shown(studio)).isEqualTo("The model's own");
      studio.dropAndAwait(Samples.write(home.resolve("photo.png"), 96, 64));
      studio.steps(8);
      studio.drop(Dropped.files(VAE));
      studio.await("the VAE", () -> shown(studio).equals("vae_sgm"));
      assertThat(studio.messages()).contains("vae_sgm.safetensors is this model's VAE");
      assertThat(refineAndRead(studio)).contains("VAE: vae_sgm.safetensors").contains("VAE hash: ");
    }
    try (OpenStudio studio = open()) {
      studio.await("the VAE", () -> shown(studio).equals("vae_sgm"));
      studio.of("#vae", ComboBox.class, VaeFlowTest::selectFirst);
      assertThat(shown(studio)).isEqualTo("The model's own");
      assertThat(studio.settings().get().preferences().vaes()).isEmpty();
    }
  }

  private static boolean selectFirst(ComboBox<?> box) {
    box.getSelectionModel().select(0);
    return true;
  }

  @Test
  void choose_fileThatIsNone_isTold() throws Exception {
    Path lora =
        Path.of("src/test/resources/reference-2/lora/l01_kohya_lora_f16/adapter.safetensors");
    try (OpenStudio studio = open()) {
      studio.chooseModel(lora.toAbsolutePath());
      studio.of("#vae", ComboBox.class, VaeFlowTest::selectLast);
      studio.await("the warning", () -> studio.messages().contains("contains no VAE"));
      assertThat(shown(studio)).isEqualTo("The model's own");
    }
  }

  private static boolean selectLast(ComboBox<?> box) {
    box.getSelectionModel().select(box.getItems().size() - 1);
    return true;
  }
}
