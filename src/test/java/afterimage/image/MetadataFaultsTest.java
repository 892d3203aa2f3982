package afterimage.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import afterimage.Faults;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What files carry beside their pixels, and was once lost without a word. */
class MetadataFaultsTest {
  private static final String SETTINGS =
      "bright\nSteps: 20, Sampler: Euler, CFG scale: 7, Seed: 1, Size: 64x48, Version: 1";

  @TempDir Path folder;

  @Test
  void write_exifThatFillsTheSegment_keepsItAndMovesTheSettings() throws Exception {
    Path file = folder.resolve("a.jpg");

    List<String> told = refined("04/maker65200.jpg", file, SETTINGS);

    assertThat(told).singleElement().asString().contains("settings", "comment");
    assertCamera(file, SETTINGS);
  }

  @Test
  void write_longSettingsBesideLongExif_keepsBoth() throws Exception {
    Path file = folder.resolve("a.jpg");
    String settings =
        "bright warm vivid ".repeat(140).strip() + "\nSteps: 20, Seed: 1" + ", A: 1".repeat(40);

    List<String> told = refined("04/maker60000.jpg", file, settings);

    assertThat(told).hasSize(1);
    assertCamera(file, settings);
  }

  @Test
  void write_settingsLongerThanAnySegment_areInTheComment() throws Exception {
    Path file = folder.resolve("a.jpg");
    String settings = "猫 ".repeat(60_000) + "\nSteps: 20, Seed: 1";

    List<String> told = refined("05/j.jpg", file, settings);

    assertThat(told).hasSize(1);
    assertThat(metadata(file).texts()).containsEntry(PictureMetadata.PARAMETERS, settings);
  }

  @Test
  void write_exifOfMoreThanASegment_leavesOutTheLongestFieldAndSaysSo() throws Exception {
    PictureMetadata source = metadata(Faults.file("04/maker65200.jpg"));
    byte[] large =
        new ExifChange(source.exif())
            .main(0x010e, 2, "d".repeat(20_000).getBytes(StandardCharsets.US_ASCII))
            .apply();
    Path file = folder.resolve("a.jpg");

    List<String> told =
        PictureWriter.write(
            TestPictures.gradient(8, 6),
            file,
            WriteOptions.DEFAULT,
            source.withExif(large).withText(PictureMetadata.PARAMETERS, SETTINGS));

    assertThat(told).singleElement().asString().contains("MakerNote", "PNG, TIFF, WebP");
    assertCamera(file, SETTINGS);
    assertThat(ascii(file)).contains("d".repeat(20_000));
  }

  @Test
  void write_thumbnailThatLeavesNoRoom_goesFirst() throws Exception {
    byte[] exif = new byte[60_000];
    byte[] start = LocatedPictures.exif();
    System.arraycopy(start, 0, exif, 0, start.length);
    Path file = folder.resolve("a.jpg");
    String settings = "x".repeat(5_000) + "\nSteps: 20, Seed: 1";

    List<String> told =
        PictureWriter.write(
            TestPictures.gradient(8, 6),
            file,
            WriteOptions.DEFAULT,
            new PictureMetadata(exif, Map.of(PictureMetadata.PARAMETERS, settings)));

    assertThat(told).isEmpty();
    byte[] written = Objects.requireNonNull(metadata(file).exif());
    assertThat(UserComment.read(written)).isEqualTo(settings);
    assertThat(ShownTags.location(written)).isNotEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"jpg", "png", "tif", "webp"})
  void write_fromTiff_keepsWhatAJpegWouldKeep(String extension) throws Exception {
    Path file = folder.resolve("a." + extension);

    List<String> told = refined("05/t.tif", file, SETTINGS);

    assertThat(told).isEmpty();
    PictureMetadata read = metadata(file);
    ExifTree exif = Objects.requireNonNull(ExifTree.of(Objects.requireNonNull(read.exif())));
    assertThat(text(exif, 0x010f)).isEqualTo("TestCam");
    assertThat(text(exif, 0x013b)).isEqualTo("Someone");
    assertThat(text(exif, 0x8298)).isEqualTo("(c) Owner");
    assertThat(text(exif.child(ExifTag.EXIF_DIRECTORY), 0x9003)).isEqualTo("2024:05:06 07:08:09");
    assertThat(ShownTags.location(exif.block())).isNotEmpty();
    assertThat(read.texts().get(PictureMetadata.XMP)).contains(">Title<", "DigitalSourceType");
    assertThat(read.texts()).containsEntry(PictureMetadata.PARAMETERS, SETTINGS);
    if (ExifTool.isThere()) {
      assertThat(
              ExifTool.run(
                  "-T",
                  "-c",
                  "%.4f",
                  "-Make",
                  "-DateTimeOriginal",
                  "-Artist",
                  "-Copyright",
                  "-GPSLatitude",
                  "-XMP-dc:Title",
                  "-Warning",
                  file.toString()))
          .isEqualToIgnoringNewLines(
              "TestCam\t2024:05:06 07:08:09\tSomeone\t(c) Owner\t48.1000 N\tTitle\t-");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "a.jpg, jpg", "a.jpg, png", "a.jpg, tif", "a.jpg, webp", "a.jpg, bmp",
    "a.png, jpg", "a.png, png", "a.png, tif", "a.png, webp", "a.png, bmp",
    "a.tif, jpg", "a.tif, png", "a.tif, tif", "a.tif, webp", "a.tif, bmp"
  })
  void write_resolution_keepsIt(String source, String extension) throws Exception {
    Path file = folder.resolve("a." + extension);

    refined("22/" + source, file, SETTINGS);

    assertThat(metadata(file).resolution())
        .isEqualTo(new Resolution(300, 300, Resolution.Unit.INCH));
  }

  @Test
  void write_resolution_isShownByExiftool() throws Exception {
    assumeTrue(ExifTool.isThere());
    for (String extension : List.of("jpg", "png", "tif", "webp")) {
      Path file = folder.resolve("a." + extension);
      refined("22/a.jpg", file, SETTINGS);

      String shown =
          ExifTool.run("-n", "-T", "-XResolution", "-PixelsPerUnitX", file.toString()).strip();

      assertThat(shown).as(extension).isEqualTo(extension.equals("png") ? "-\t11811" : "300\t-");
    }
  }

  @ParameterizedTest
  @CsvSource({"2, 1", "1, 2", "65535, 60000"})
  void write_shapeOfPixels_isKept(int x, int y) throws Exception {
    Resolution shape = new Resolution(x, y, Resolution.Unit.NONE);
    for (String extension : List.of("jpg", "png", "tif", "webp")) {
      Path file = folder.resolve(x + "." + extension);
      PictureWriter.write(
          TestPictures.gradient(8, 6),
          file,
          WriteOptions.DEFAULT,
          PictureMetadata.NONE.withResolution(shape));

      assertThat(metadata(file).resolution()).as(extension).isEqualTo(shape);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"jpg", "png", "tif", "webp", "bmp"})
  void write_pixelsACentimetre_areKept(String extension) throws Exception {
    Path file = folder.resolve("a." + extension);
    PictureWriter.write(
        TestPictures.gradient(8, 6),
        file,
        WriteOptions.DEFAULT,
        PictureMetadata.NONE.withResolution(new Resolution(118, 59, Resolution.Unit.CENTIMETRE)));

    Resolution read = Objects.requireNonNull(metadata(file).resolution());
    assertThat(read).isEqualTo(new Resolution(118, 59, Resolution.Unit.CENTIMETRE));
  }

  @ParameterizedTest
  @ValueSource(strings = {"jpg", "png", "tif"})
  void write_iptc_keepsIt(String extension) throws Exception {
    Path file = folder.resolve("a." + extension);

    List<String> told = refined("06/iptc.jpg", file, SETTINGS);

    assertThat(told).isEmpty();
    Iptc iptc = Iptc.of(Objects.requireNonNull(metadata(file).iptc()));
    assertThat(iptc.texts(5)).containsExactly("A title");
    assertThat(iptc.texts(25)).containsExactly("keyword1", "keyword2");
    assertThat(iptc.texts(80)).containsExactly("Photographer");
    if (ExifTool.isThere()) {
      assertThat(ExifTool.run("-T", "-IPTC:all", "-Warning", file.toString()))
          .isEqualToIgnoringNewLines(
              "A title\tA caption about the scene\tkeyword1, keyword2\tPhotographer\t(c) Owner\t-");
    }
  }

  @Test
  void write_iptcAsWebp_isInXmp() throws Exception {
    Path file = folder.resolve("a.webp");

    List<String> told = refined("06/iptc.jpg", file, SETTINGS);

    assertThat(told).isEmpty();
    assertThat(metadata(file).texts().get(PictureMetadata.XMP))
        .contains("A title", "A caption about the scene", "keyword1", "keyword2")
        .contains("Photographer", "(c) Owner", "DigitalSourceType");
    if (ExifTool.isThere()) {
      assertThat(ExifTool.run("-T", "-Title", "-Subject", "-Creator", "-Rights", file.toString()))
          .isEqualToIgnoringNewLines("A title\tkeyword1, keyword2\tPhotographer\t(c) Owner");
    }
  }

  @Test
  void userComment_ofFooocusInTheMainDirectory_goesWhenOursComes() throws Exception {
    byte[] exif = Objects.requireNonNull(metadata(Faults.file("15/fooocus_j.jpg")).exif());
    assertThat(UserComment.read(exif)).contains("prompt");

    byte[] ours = UserComment.write(exif, SETTINGS);

    ExifTree tree = Objects.requireNonNull(ExifTree.of(ours));
    assertThat(tree.field(ExifTag.USER_COMMENT)).isNull();
    assertThat(tree.field(ExifTag.MAKER_NOTE)).isNull();
    assertThat(UserComment.read(ours)).isEqualTo(SETTINGS);
  }

  @Test
  void write_oldSettingsInExifAsPng_giveWayToTheNewOnes() throws Exception {
    Path file = folder.resolve("a.png");

    refined("16/uc_be.jpg", file, SETTINGS);

    assertThat(UserComment.read(Objects.requireNonNull(metadata(file).exif()))).isEqualTo(SETTINGS);
  }

  private void assertCamera(Path file, String settings) throws Exception {
    PictureMetadata read = metadata(file);
    assertThat(read.texts()).containsEntry(PictureMetadata.PARAMETERS, settings);
    byte[] exif = Objects.requireNonNull(read.exif());
    assertThat(new String(exif, StandardCharsets.ISO_8859_1)).contains("2024:05:06 07:08:09");
    if (ExifTool.isThere()) {
      assertThat(ExifTool.run("-T", "-Make", "-DateTimeOriginal", file.toString()))
          .isEqualToIgnoringNewLines("TestCam\t2024:05:06 07:08:09");
    }
  }

  /** Writes a source as it comes out of a run. */
  private static List<String> refined(String source, Path target, String settings)
      throws PictureException {
    DecodedPicture read = PictureReader.read(Faults.file(source));
    PictureMetadata metadata =
        read.metadata().withText(PictureMetadata.PARAMETERS, settings).withProvenance();
    return PictureWriter.write(
        read.picture(), target, WriteOptions.DEFAULT, MetadataChoice.ALL.of(metadata));
  }

  private static String text(@Nullable ExifTree directory, int tag) {
    ExifTree.Field field = Objects.requireNonNull(Objects.requireNonNull(directory).field(tag));
    return new String(field.value(), StandardCharsets.ISO_8859_1).replace("\0", "");
  }

  private static PictureMetadata metadata(Path file) throws PictureException {
    return PictureReader.read(file).metadata();
  }

  private static String ascii(Path file) throws Exception {
    return Files.readString(file, StandardCharsets.ISO_8859_1);
  }
}
