package afterimage.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Pictures that hide a place, each in another corner; the folder's README says which. */
class LocationStaysTest {
  private static final Path FOLDER = Path.of("src/test/resources/attacks/17-location-stays");
  private static final List<String> FORMATS = List.of("png", "jpg", "webp", "tif", "bmp");
  private static final MetadataChoice NO_LOCATION =
      MetadataChoice.keeping(WriteSwitch.EXIF, WriteSwitch.SETTINGS, WriteSwitch.PROVENANCE);
  private static final MetadataChoice NO_EXIF =
      MetadataChoice.keeping(WriteSwitch.LOCATION, WriteSwitch.SETTINGS, WriteSwitch.PROVENANCE);
  private static final Pattern PLACE =
      Pattern.compile(
          "Zossen|52\\.12|52,1|52\u00b0|GPS|Latitude|\\bCity", Pattern.CASE_INSENSITIVE);

  @TempDir Path folder;

  static Stream<Path> hidingPlaces() throws IOException {
    try (Stream<Path> files = Files.list(FOLDER)) {
      return files.filter(file -> !file.toString().endsWith(".md")).sorted().toList().stream();
    }
  }

  @ParameterizedTest
  @MethodSource("hidingPlaces")
  void write_withoutLocation_namesThePlaceInNoFormat(Path file) throws Exception {
    DecodedPicture read = PictureReader.read(file);
    PictureMetadata left = NO_LOCATION.of(read.metadata());

    for (String format : FORMATS) {
      Path target = folder.resolve("a." + format);
      PictureWriter.write(read.picture(), target, WriteOptions.DEFAULT, left);
      assertSilent(target);
    }
  }

  @ParameterizedTest
  @MethodSource("hidingPlaces")
  void write_withoutExif_namesNeitherPlaceNorCamera(Path file) throws Exception {
    DecodedPicture read = PictureReader.read(file);
    PictureMetadata left = NO_EXIF.of(read.metadata());

    assertThat(left.exif()).isNull();
    for (String format : FORMATS) {
      Path target = folder.resolve("a." + format);
      PictureWriter.write(read.picture(), target, WriteOptions.DEFAULT, left);
      assertSilent(target);
      assertThat(Files.readString(target, StandardCharsets.ISO_8859_1))
          .doesNotContain("Testcam", "Raw profile");
    }
  }

  /** What a stranger's program finds; where it is not installed, the bytes were looked at above. */
  @Test
  void write_withoutLocation_showsExiftoolNothing() throws Exception {
    assumeTrue(ExifTool.isThere());
    List<Path> files = hidingPlaces().toList();
    for (int i = 0; i < files.size(); i++) {
      DecodedPicture read = PictureReader.read(files.get(i));
      for (String format : FORMATS) {
        Path target = folder.resolve(i + "." + format);
        PictureMetadata left = NO_LOCATION.of(read.metadata());
        PictureWriter.write(read.picture(), target, WriteOptions.DEFAULT, left);
      }
    }

    String everything = ExifTool.run("-G1", "-s", "-a", "-u", "--System:all", folder.toString());
    String places = ExifTool.run("-q", "-s", "-a", "-Location:all", folder.toString());

    assertThat(everything.lines().filter(PLACE.asPredicate())).isEmpty();
    assertThat(places.lines().filter(line -> !line.startsWith("===="))).isEmpty();
  }

  private static void assertSilent(Path file) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    String text = new String(bytes, StandardCharsets.ISO_8859_1).replace("\0", "");
    assertThat(text.toLowerCase(java.util.Locale.ROOT)).doesNotContain("zossen", "gps", "52.12");
  }
}
