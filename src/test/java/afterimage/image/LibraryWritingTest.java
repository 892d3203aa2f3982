package afterimage.image;

import static org.assertj.core.api.Assertions.assertThat;

import afterimage.image.codec.Codec;
import afterimage.image.codec.CodecException;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** AVIF and JPEG XL, written by the system's libraries and read again. */
class LibraryWritingTest {
  private static final Set<WriteSwitch> ALL = EnumSet.allOf(WriteSwitch.class);

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({
    "AVIF, 8, false",
    "AVIF, 8, true",
    "JXL, 8, false",
    "JXL, 8, true",
    "JXL, 16, false",
    "JXL, 16, true"
  })
  void write_bestQuality_isExact(PictureFormat format, int bits, boolean alpha) throws Exception {
    Picture picture = TestPictures.random(53, 41, bits, alpha, 3);

    DecodedPicture read = written(picture, format, 1, null);

    assertThat(TestPictures.same(read.picture(), picture)).isTrue();
  }

  @ParameterizedTest
  @CsvSource({"AVIF, 12", "JXL, 10", "JXL, 12"})
  void write_fewerBits_areAsCloseAsTheyCanBe(PictureFormat format, int bits) throws Exception {
    Picture picture = TestPictures.random(53, 41, 16, true, 3);

    Picture read = written(picture, format, 1, bits).picture();

    double step = 255.0 / ((1 << bits) - 1);
    assertThat(read.bitDepth()).isEqualTo(16);
    assertThat(TestPictures.largestDifference(read, picture)).isBetween(step / 4, step / 2 * 1.01);
  }

  @ParameterizedTest
  @CsvSource({"AVIF, 8", "AVIF, 16", "JXL, 8", "JXL, 16"})
  void write_goodQuality_isCloseAndSmaller(PictureFormat format, int bits) throws Exception {
    Picture picture = DepthConversion.to(TestPictures.gradient(200, 150), bits);

    Picture read = written(picture, format, 0.9, null).picture();

    assertThat(TestPictures.largestDifference(read, picture)).isPositive().isLessThan(20);
    assertThat(read.bitDepth()).isEqualTo(bits);
  }

  @ParameterizedTest
  @CsvSource({"AVIF, 1", "AVIF, 0.95", "JXL, 1", "JXL, 0.95"})
  void write_wideColours_areKept(PictureFormat format, double quality) throws Exception {
    LibraryAssumptions.assumeWritable(format);
    Picture picture =
        PictureReader.read(Path.of("src/test/resources/afterimage/image/roundtrip/source.png"))
            .picture();
    assertThat(picture.hasWideGamut()).isTrue();

    Picture read = written(picture, format, quality, null).picture();

    assertThat(read.hasWideGamut()).isTrue();
    assertThat(TestPictures.largestDifference(read, picture)).isLessThan(quality < 1 ? 24 : 1);
  }

  @Test
  void write_sixteenBitsAsAvif_tellsThatTwelveAreLeft() throws Exception {
    LibraryAssumptions.assumeWritable(PictureFormat.AVIF);
    Picture picture = TestPictures.random(16, 16, 16, false, 3);
    Path file = folder.resolve("a.avif");

    List<String> told =
        PictureWriter.write(picture, file, new WriteOptions(1, true), PictureMetadata.NONE);

    assertThat(told).singleElement().asString().contains("12 bits", "16 bits", "PNG, TIFF");
  }

  @ParameterizedTest
  @EnumSource(names = {"AVIF", "JXL"})
  void requireWritable_asTheLibrarySays(PictureFormat format) throws Exception {
    LibraryAssumptions.assumeWritable(format);

    PictureWriter.requireWritable(format, "a");
    assertThat(PictureWriter.format(Path.of("a." + format.extension()))).isEqualTo(format);
    assertThat(PictureFormat.writableNames()).contains(format.toString());
  }

  @ParameterizedTest
  @EnumSource(names = {"MISSING", "UNSUPPORTED"})
  void refusal_libraryWithoutEncoder_saysWhatToInstall(CodecException.Kind kind) {
    PictureException refused =
        LibraryEncoding.refusal("a.avif", PictureFormat.AVIF, new CodecException(kind, "x"));

    assertThat(refused.what()).contains("a.avif", "libheif", "AVIF");
    assertThat(refused.remedy())
        .contains(Codec.HEIF.encoderPackage(), "PNG, JPEG, TIFF, BMP, WebP")
        .doesNotContain("JPEG XL");
  }

  private DecodedPicture written(
      Picture picture, PictureFormat format, double quality, @Nullable Integer bits)
      throws Exception {
    LibraryAssumptions.assumeWritable(format);
    Path file = folder.resolve("a." + format.extension());
    List<String> told =
        PictureWriter.write(
            picture, file, new WriteOptions(quality, true, bits, ALL), PictureMetadata.NONE);
    assertThat(told.stream().filter(one -> !one.contains("bits"))).isEmpty();
    return PictureReader.read(file);
  }
}
