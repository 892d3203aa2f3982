package afterimage.ui;

import static org.assertj.core.api.Assertions.assertThat;

import afterimage.image.DecodedPicture;
import afterimage.image.PictureFormat;
import afterimage.image.PictureMetadata;
import afterimage.image.PictureReader;
import afterimage.image.WriteSwitch;
import afterimage.settings.ExportChoice;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import javafx.scene.control.Slider;
import javafx.scene.control.TextField;
import javafx.scene.input.Clipboard;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A result on its way out of the window. */
class ExportFlowTest {
  @TempDir Path folder;
  private OpenStudio studio;
  private Path out;

  @BeforeEach
  void open() throws Exception {
    studio = OpenStudio.in(folder.resolve("home"));
    studio.dropAndAwait(Samples.write(folder.resolve("one.png"), 64, 64));
    studio.activate("#quality-fast");
    studio.refineTo(1);
    studio.focus("#compare");
    out = Files.createDirectory(folder.resolve("out"));
  }

  @AfterEach
  void close() throws Exception {
    studio.close();
  }

  @Test
  void export_tiffOf16Bits_isWhatThePageSaysAndKeepsTheSettings() throws Exception {
    openPage();
    studio.activate("#export-format-tiff");
    studio.activate("#export-depth-16");
    studio.chooseFolder(out);
    studio.activate("#export-folder-choose");
    name("{name}-{strength}-v{version}");
    assertThat(studio.text("#export-preview")).isEqualTo("one-50-v1.tif");
    studio.activate("#export-export");
    studio.await("saving", () -> studio.messages().contains("one-50-v1.tif"));

    DecodedPicture read = PictureReader.read(out.resolve("one-50-v1.tif"));
    assertThat(read.picture().bitDepth()).isEqualTo(16);
    assertThat(Samples.pixels(read.picture()))
        .isEqualTo(Samples.pixels(studio.compare().afterProperty().get().picture()));
    assertThat(read.metadata().texts()).containsKey(PictureMetadata.PARAMETERS);
    assertThat(studio.messages()).doesNotContain("no room");
  }

  @Test
  void export_jpegTwice_keepsTheFirstAndRemembersTheChoice() throws Exception {
    openPage();
    studio.activate("#export-format-jpeg");
    studio.activate("#export-settings");
    studio.chooseFolder(out);
    studio.activate("#export-folder-choose");
    studio.activate("#export-export");
    studio.await("saving", () -> studio.messages().contains("one-refined.jpg"));
    openPage();
    studio.activate("#export-export");
    studio.await("saving again", () -> studio.messages().contains("one-refined-2.jpg"));

    DecodedPicture read = PictureReader.read(out.resolve("one-refined-2.jpg"));
    assertThat(read.metadata().texts())
        .doesNotContainKey(PictureMetadata.PARAMETERS)
        .hasEntrySatisfying(
            PictureMetadata.XMP, xmp -> assertThat(xmp).contains("DigitalSourceType"));
    assertThat(out.resolve("one-refined.jpg")).exists();
  }

  @Test
  void export_webpAtItsBest_losesNothingAndKeepsTheSettings() throws Exception {
    openPage();
    studio.activate("#export-format-webp");
    assertThat(studio.text("#export-quality-value")).isEqualTo("95");
    studio.of(
        "#export-quality",
        Slider.class,
        slider -> {
          slider.setValue(100);
          return true;
        });
    assertThat(studio.text("#export-quality-value")).isEqualTo("lossless");
    studio.chooseFolder(out);
    studio.activate("#export-folder-choose");
    studio.activate("#export-export");
    studio.await("saving", () -> studio.messages().contains("one-refined.webp"));

    DecodedPicture read = PictureReader.read(out.resolve("one-refined.webp"));
    assertThat(Samples.pixels(read.picture()))
        .isEqualTo(Samples.pixels(studio.compare().afterProperty().get().picture()));
    assertThat(read.metadata().texts())
        .containsKeys(PictureMetadata.PARAMETERS, PictureMetadata.XMP);
  }

  @Test
  void export_unknownField_isNamedAndNothingIsWritten() {
    openPage();
    name("{nam}");

    assertThat(studio.text("#export-preview")).contains("{nam}").contains("{name}");
    assertThat(studio.isDisabled("#export-export")).isTrue();
    studio.press(KeyCode.ESCAPE);
    studio.await("closing", () -> !studio.isVisible("#export-page"));
  }

  @Test
  void copy_result_isOnTheClipboardAsPictureAndFile() throws Exception {
    studio.press(KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.C);
    studio.await("copying", () -> studio.messages().contains("clipboard"));

    Path file = studio.onFx(() -> Clipboard.getSystemClipboard().getFiles().getFirst().toPath());
    double width = studio.onFx(() -> Clipboard.getSystemClipboard().getImage().getWidth());
    assertThat(file).hasFileName("one-1.png");
    assertThat(width).isEqualTo(64);
    assertThat(Samples.pixels(PictureReader.read(file).picture()))
        .isEqualTo(Samples.pixels(studio.compare().afterProperty().get().picture()));
  }

  @Test
  void copy_locationNotToBeExported_isNotInTheFile() throws Exception {
    studio
        .settings()
        .update(
            old ->
                old.withExport(
                    new ExportChoice(
                        PictureFormat.JPEG,
                        null,
                        95,
                        WriteSwitch.all(part -> part != WriteSwitch.LOCATION),
                        "{name}",
                        null)));
    studio.dropAndAwait(
        Files.copy(
            Path.of("src/test/resources/attacks/17-location-stays/xmp_prefix.png"),
            folder.resolve("located.png")));
    studio.refineTo(1);
    studio.focus("#compare");
    studio.press(KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.C);
    studio.await("copying", () -> studio.messages().contains("clipboard"));

    Path file = studio.onFx(() -> Clipboard.getSystemClipboard().getFiles().getFirst().toPath());
    assertThat(file).hasFileName("located-1.png");
    assertThat(Files.readString(file, StandardCharsets.ISO_8859_1)).doesNotContain("Zossen");
    assertThat(PictureReader.read(file).metadata().texts()).containsKey(PictureMetadata.PARAMETERS);
  }

  private void openPage() {
    studio.focus("#compare");
    studio.press(KeyCode.CONTROL, KeyCode.E);
    studio.await("the page", () -> studio.isVisible("#export-page"));
  }

  private void name(String template) {
    studio.of(
        "#export-name",
        TextField.class,
        field -> {
          field.setText(template);
          return true;
        });
  }
}
