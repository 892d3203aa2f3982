package afterimage.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import afterimage.image.codec.Codec;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Pictures that the system's libraries decode, where these are installed. */
class LibraryFormatsTest {
  private static final Path FOLDER = Path.of("src/test/resources/image/library");

  @ParameterizedTest
  @CsvSource({
    "rgb.heic, 1",
    "rgb.avif, 0",
    "rgb.jxl, 0",
    "lossy.jxl, 12",
    "thumbnail.heic, 12",
    "two.heic, 40",
    "sequence.avif, 12"
  })
  void read_opaque_isThePicture(String name, double tolerance) throws Exception {
    Picture picture = read(name).picture();

    assertThat(picture.alpha(0, 5)).isOne();
    assertThat(picture.bitDepth()).isEqualTo(8);
    assertThat(TestPictures.largestDifference(picture, image("rgb.png")))
        .isLessThanOrEqualTo(tolerance + 0.01);
  }

  @ParameterizedTest
  @CsvSource({"rgba.heic, 1", "rgba.avif, 0", "rgba.jxl, 0", "premultiplied.avif, 12"})
  void read_withAlpha_keepsItStraight(String name, double tolerance) throws Exception {
    Picture picture = read(name).picture();
    Picture whole = image("rgba.png");

    assertThat(picture.hasAlpha()).isTrue();
    for (int x = 0; x < 48; x++) {
      assertThat(Math.abs(picture.alpha(x, 5) - whole.alpha(x, 5)) * 255).isLessThan(4);
      for (int channel = 0; channel < 3 && whole.alpha(x, 5) > 0.2; channel++) {
        assertThat(Math.abs(picture.sample(x, 5, channel) - whole.sample(x, 5, channel)) * 255)
            .isLessThanOrEqualTo((float) tolerance + 0.01f);
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"deep10.heic, 10", "deep10.avif, 10", "deep12.avif, 12", "deep.jxl, 16"})
  void read_moreThanEightBits_keepsThem(String name, int bits) throws Exception {
    Picture picture = read(name).picture();
    Picture whole = PictureReader.read(FOLDER.resolve("deep.png")).picture();

    assertThat(picture.bitDepth()).isEqualTo(16);
    double step = 65535.0 / ((1 << bits) - 1);
    assertThat(TestPictures.largestDifference(picture, whole) * 257)
        .isLessThanOrEqualTo(name.endsWith("heic") ? 3 * step : step);
  }

  @ParameterizedTest
  @ValueSource(strings = {"p3.heic", "p3.avif", "p3.jxl", "p3icc.jxl"})
  void read_displayP3_keepsItsColours(String name) throws Exception {
    Picture picture = read(name).picture();

    WideGamut gamut = Objects.requireNonNull(picture.gamut());
    Samples whole = image("rgb.png").rgb();
    // cjxl -x converts nothing: the samples are the file's.
    for (int i = 0; i < whole.length(); i++) {
      assertThat(gamut.rgb().get(i)).isBetween(whole.get(i) - 1, whole.get(i) + 1);
    }
  }

  @Test
  void read_lossyDisplayP3_looksTheSame() throws Exception {
    assertThat(
            TestPictures.largestDifference(
                read("p3lossy.jxl").picture(), read("p3icc.jxl").picture()))
        .isLessThan(16);
  }

  @Test
  void read_turnedAndMirrored_standsUpright() throws Exception {
    Picture whole = image("rgb.png");
    assertThat(TestPictures.same(read("turned.avif").picture(), Orientation.ofExif(8).apply(whole)))
        .isTrue();
    Picture mirrored = read("turnedmirrored.avif").picture();
    assertThat(
            TestPictures.same(mirrored, Orientation.ofExif(5).apply(whole))
                || TestPictures.same(mirrored, Orientation.ofExif(7).apply(whole)))
        .isTrue();
    Picture photo = PictureReader.read(Path.of("src/test/resources/image/photo.jpg")).picture();
    assertThat(
            TestPictures.largestDifference(
                read("turned.jxl").picture(), Orientation.ofExif(6).apply(photo)))
        .isLessThan(8);
  }

  @ParameterizedTest
  @ValueSource(strings = {"grey.avif", "grey.jxl"})
  void read_grey_isGrey(String name) throws Exception {
    Picture picture = read(name).picture();
    for (int x = 0; x < picture.width(); x++) {
      assertThat(picture.sample(x, 9, 0)).isEqualTo(picture.sample(x, 9, 2));
    }
  }

  @Test
  void read_animation_isItsFirstFrame() throws Exception {
    Picture gif = image("animated.gif");
    assertThat(TestPictures.largestDifference(read("animated.jxl").picture(), gif)).isLessThan(2);
  }

  @ParameterizedTest
  @ValueSource(strings = {"rgb.heic", "turned.avif", "meta.jxl", "turned.jxl"})
  void read_metadata_isKept(String name) throws Exception {
    PictureMetadata metadata = read(name).metadata();

    assertThat(new String(Objects.requireNonNull(metadata.exif()), StandardCharsets.ISO_8859_1))
        .contains("Afterimage");
    if (!name.equals("turned.jxl")) {
      assertThat(metadata.texts().get(PictureMetadata.XMP)).contains("kept");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"pq.avif", "hlg.avif"})
  void read_highDynamicRange_isWhatAScreenShowsAndTold(String name) throws Exception {
    DecodedPicture decoded = read(name);

    assertThat(decoded.notices()).singleElement().asString().contains("HDR");
  }

  @ParameterizedTest
  @CsvSource({"16, 0.58069", "18, 0.75"})
  void of_whiteOfHighDynamicRange_isNearlyWhiteAndDarknessStays(int transfer, double white) {
    byte[] codes = {9, (byte) transfer, 0, 1};
    Samples rgb = Samples.zeros(16, 9);
    for (int i = 0; i < 3; i++) {
      rgb.set(i, (int) Math.round(white * 65535));
      rgb.set(6 + i, 65535);
    }
    Picture shown = HdrRendition.of(new RasterPixels(3, 1, 3, rgb, null), codes);

    assertThat(shown.sample(0, 0, 0)).isBetween(0.9f, 0.95f);
    assertThat(shown.sample(0, 0, 2)).isBetween(0.9f, 0.95f);
    assertThat(shown.sample(1, 0, 1)).isZero();
    assertThat(shown.sample(2, 0, 1)).isBetween(0.96f, 1f);
  }

  @Test
  void read_sensor_isDeveloped() throws Exception {
    Picture picture = read("sensor.dng").picture();

    assertThat(picture.width()).isEqualTo(96);
    assertThat(picture.bitDepth()).isEqualTo(16);
    for (int third = 0; third < 3; third++) {
      for (int channel = 0; channel < 3; channel++) {
        if (channel != third) {
          assertThat(picture.sample(16 + 32 * third, 30, third))
              .isGreaterThan(picture.sample(16 + 32 * third, 30, channel));
        }
      }
    }
    assertThat(read("turned.dng").picture().width()).isEqualTo(64);
  }

  @Test
  void begin_sensorWithoutLibrary_isTheCamerasOwnJpeg() throws Exception {
    byte[] file = Files.readAllBytes(FOLDER.resolve("preview.dng"));
    FileBytes bytes = new FileBytes.InMemory(file);

    DecodedPicture decoded =
        Objects.requireNonNull(CameraPreview.begin(bytes, 10_000_000)).finish("a.dng");

    assertThat(decoded.picture().width()).isEqualTo(1200);
    assertThat(decoded.notices()).singleElement().asString().contains("LibRaw");
    assertThat(RawFile.isTiffOfCamera(bytes)).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "rgb.heic, HEIC",
    "rgb.avif, AVIF",
    "rgb.jxl, JXL",
    "turned.jxl, JXL",
    "sensor.dng, TIFF",
    "sequence.avif, AVIF"
  })
  void ofContent_firstBytes_tellTheFormat(String name, PictureFormat format) throws IOException {
    byte[] head = Arrays.copyOf(Files.readAllBytes(FOLDER.resolve(name)), Decoder.HEAD);
    assertThat(PictureFormat.ofContent(head)).isEqualTo(Optional.of(format));
  }

  @ParameterizedTest
  @ValueSource(strings = {"rgba.heic", "deep10.avif", "meta.jxl", "sensor.dng"})
  void read_cutAnywhere_isRefusedOrWhole(String name) throws Exception {
    byte[] whole = Files.readAllBytes(FOLDER.resolve(name));
    LibraryAssumptions.assumeInstalled(name);
    Picture picture = read(name).picture();
    for (int part = 1; part < 8; part++) {
      byte[] cut = Arrays.copyOf(whole, whole.length * part / 8);
      try {
        // Metadata may lie behind a picture that is whole.
        assertThat(TestPictures.same(PictureReader.read(cut, name).picture(), picture)).isTrue();
      } catch (PictureException e) {
        assertThat(e).hasMessageContaining(name);
      }
    }
  }

  @Test
  void read_moreThanFits_isRefusedBeforeDecoding() throws Exception {
    LibraryAssumptions.assumeInstalled("rgb.avif");
    FileBytes file = new FileBytes.InMemory(Files.readAllBytes(FOLDER.resolve("rgb.avif")));
    assertThatExceptionOfType(PictureException.class)
        .isThrownBy(() -> PictureReader.read(file, "a.avif", 48 * 31))
        .withMessageContaining("48 × 32");
  }

  @Test
  void of_missingLibrary_saysHowToInstallIt() {
    PictureException refusal =
        new Refusal(
                Refusal.Reason.LIBRARY,
                "",
                Codec.HEIF.title(),
                Codec.HEIF.debianPackage(),
                Codec.HEIF.brewPackage())
            .of("a.heic");

    assertThat(refusal.what()).isEqualTo("a.heic is not readable without libheif.");
    assertThat(refusal.remedy()).contains("libheif1", "brew install libheif");
  }

  private static DecodedPicture read(String name) throws Exception {
    LibraryAssumptions.assumeInstalled(name);
    return PictureReader.read(FOLDER.resolve(name));
  }

  private static Picture image(String name) throws PictureException {
    return PictureReader.read(Path.of("src/test/resources/image", name)).picture();
  }
}
