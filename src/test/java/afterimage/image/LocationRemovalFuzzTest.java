package afterimage.image;

import static org.assertj.core.api.Assertions.assertThat;

import afterimage.fuzz.Fuzzing;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whatever a picture says of itself, without its location it says nothing of where it was taken,
 * and without EXIF nothing of the camera either, in each format that we write.
 */
class LocationRemovalFuzzTest {
  @RegisterExtension static final Fuzzing FUZZING = Fuzzing.of("location-removal");

  private static final MetadataChoice NO_LOCATION =
      MetadataChoice.keeping(WriteSwitch.EXIF, WriteSwitch.SETTINGS, WriteSwitch.PROVENANCE);
  private static final MetadataChoice NO_EXIF =
      MetadataChoice.keeping(WriteSwitch.LOCATION, WriteSwitch.SETTINGS, WriteSwitch.PROVENANCE);

  @TempDir static Path folder;

  static Stream<byte[]> seeds() throws IOException {
    return LocatedPictures.all().stream();
  }

  @MethodSource("seeds")
  @FuzzTest
  void write_withoutLocation_hasNone(byte[] input) throws IOException {
    byte[] picture = PngChecksums.mended(input);
    FUZZING.run(picture, () -> check(picture), PictureException.class);
  }

  private static void check(byte[] input) throws Exception {
    DecodedPicture read = PictureReader.read(input, "fuzzed");
    if (read.picture().width() * (long) read.picture().height() > 1 << 16) {
      return;
    }
    List<String> endings = List.of("png", "jpg", "webp", "tif");
    String ending = endings.get(Math.floorMod(Arrays.hashCode(input), endings.size()));
    for (MetadataChoice choice : List.of(NO_LOCATION, NO_EXIF)) {
      DecodedPicture written = written(read, choice, ending);
      byte[] exif = written.metadata().exif();
      assertThat(exif == null ? List.of() : ShownTags.location(exif)).as(ending).isEmpty();
      assertThat(ShownTags.location(written.metadata().texts())).as(ending).isEmpty();
      if (choice.equals(NO_EXIF)) {
        assertThat(exif == null ? List.of() : ShownTags.camera(exif)).as(ending).isEmpty();
      }
    }
  }

  private static DecodedPicture written(DecodedPicture read, MetadataChoice choice, String ending)
      throws Exception {
    Path file = folder.resolve("written." + ending);
    PictureMetadata left = choice.of(read.metadata());
    PictureWriter.write(read.picture(), file, new WriteOptions(0.9, true), left);
    DecodedPicture written = PictureReader.read(file);
    assertThat(withoutExif(Files.readAllBytes(file), written.metadata().exif()))
        .as(ending)
        .doesNotContain("GPSLatitude");
    return written;
  }

  /** EXIF has no names of tags: where it spells one, it is the name of a camera, say. */
  private static String withoutExif(byte[] file, byte @Nullable [] exif) {
    String all = new String(file, StandardCharsets.ISO_8859_1);
    return exif == null ? all : all.replace(new String(exif, StandardCharsets.ISO_8859_1), "");
  }
}
