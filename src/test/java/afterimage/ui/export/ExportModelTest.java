package afterimage.ui.export;

import static org.assertj.core.api.Assertions.assertThat;

import afterimage.engine.NameTemplate;
import afterimage.engine.RefineSettings;
import afterimage.image.PictureFormat;
import afterimage.image.WriteSwitch;
import afterimage.settings.ExportChoice;
import java.nio.file.Path;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExportModelTest {
  private static final Path BESIDE = Path.of("pictures").toAbsolutePath();
  private final ExportModel model =
      new ExportModel(
          ExportChoice.DEFAULT,
          new NameTemplate.Picture(
              "a.jpg",
              1,
              new RefineSettings("", "", 0.3, 50, 5, 6, 2.5, 1, null),
              "mini",
              LocalDate.EPOCH),
          BESIDE);

  @Test
  void choice_untouched_isTheLast() {
    assertThat(model.choice()).isEqualTo(ExportChoice.DEFAULT);
    assertThat(model.fileName()).hasValue("a-refined.png");
    assertThat(model.folderProperty().get()).isEqualTo(BESIDE);
  }

  @Test
  void format_jpeg_hasQualityAndNoDepth() {
    model.formatProperty().set(PictureFormat.JPEG);

    assertThat(model.hasQuality()).isTrue();
    assertThat(model.hasDepth()).isFalse();
    assertThat(model.fileName()).hasValue("a-refined.jpg");
  }

  @Test
  void format_withoutTheChosenDepth_takesThePicturesOwn() {
    model.bitDepthProperty().set(16);
    model.formatProperty().set(PictureFormat.JXL);
    assertThat(model.bitDepthProperty().get()).isEqualTo(16);

    model.formatProperty().set(PictureFormat.AVIF);
    assertThat(model.depths()).containsExactly(null, 8, 12);
    assertThat(model.bitDepthProperty().get()).isNull();
  }

  @Test
  void isPossible_dependsOnTheFormatAndOnWhatItIsAPartOf() {
    assertThat(WriteSwitch.values()).containsExactlyElementsOf(model.switches());
    assertThat(model.isPossible(WriteSwitch.LOCATION)).isTrue();

    model.switchProperty(WriteSwitch.EXIF).set(false);
    assertThat(model.isPossible(WriteSwitch.LOCATION)).isFalse();

    model.formatProperty().set(PictureFormat.TIFF);
    assertThat(model.isPossible(WriteSwitch.EXIF)).isTrue();
    assertThat(model.isPossible(WriteSwitch.SETTINGS)).isTrue();
    assertThat(model.isPossible(WriteSwitch.PROFILE)).isTrue();
    assertThat(model.isPossible(WriteSwitch.PROVENANCE)).isTrue();

    model.formatProperty().set(PictureFormat.BMP);
    assertThat(model.isPossible(WriteSwitch.EXIF)).isFalse();
    assertThat(model.isPossible(WriteSwitch.SETTINGS)).isFalse();
    assertThat(model.isPossible(WriteSwitch.PROFILE)).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "WEBP, 100, true",
    "WEBP, 99, false",
    "AVIF, 100, true",
    "JXL, 100, true",
    "JXL, 99, false",
    "JPEG, 100, false",
    "PNG, 100, false"
  })
  void isLossless_onlyAtTheBestAndNotOfJpeg(PictureFormat format, int quality, boolean lossless) {
    model.formatProperty().set(format);
    model.qualityProperty().set(quality);

    assertThat(model.isLossless()).isEqualTo(lossless);
  }

  @Test
  void template_faulty_givesNoNameAndIsNotRemembered() {
    model.templateProperty().set("{nam}");

    assertThat(model.fileName()).isEmpty();
    assertThat(model.nameProblem()).hasValueSatisfying(p -> assertThat(p).contains("{nam}"));
    assertThat(model.choice().nameTemplate()).isEqualTo(NameTemplate.DEFAULT.pattern());
  }

  @Test
  void folder_chosen_isRemembered() {
    Path other = Path.of("other").toAbsolutePath();
    model.folderProperty().set(other);

    assertThat(model.choice().folder()).isEqualTo(other.toString());
  }
}
