package afterimage.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PictureWriterTest {
  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({
    "png, 8, false", "png, 8, true", "png, 16, false", "png, 16, true",
    "tiff, 8, false", "tiff, 8, true", "tiff, 16, false", "tiff, 16, true",
    "bmp, 8, false"
  })
  void write_losslessFormat_readsBackTheSame(String extension, int bits, boolean alpha)
      throws PictureException {
    Picture picture = TestPictures.random(37, 23, bits, alpha, 1);
    Path file = folder.resolve("a." + extension);

    List<String> losses =
        PictureWriter.write(picture, file, WriteOptions.DEFAULT, PictureMetadata.NONE);

    assertThat(losses).isEmpty();
    assertThat(TestPictures.same(PictureReader.read(file).picture(), picture)).isTrue();
  }

  @ParameterizedTest
  @CsvSource({"1, 1", "20000, 10", "1, 3000", "257, 255"})
  void write_oddSizesAsPng_readsBackTheSame(int width, int height) throws PictureException {
    Picture picture = TestPictures.gradient(width, height);
    Path file = folder.resolve("a.png");
    PictureWriter.write(picture, file, WriteOptions.DEFAULT, PictureMetadata.NONE);

    assertThat(TestPictures.same(PictureReader.read(file).picture(), picture)).isTrue();
  }

  @Test
  void write_jpeg_isCloseAndFollowsQuality() throws PictureException, IOException {
    Picture picture = TestPictures.gradient(160, 96);
    Path good = folder.resolve("good.jpg");
    Path poor = folder.resolve("poor.jpg");
    PictureWriter.write(picture, good, WriteOptions.DEFAULT, PictureMetadata.NONE);
    PictureWriter.write(picture, poor, new WriteOptions(0.2, false), PictureMetadata.NONE);

    assertThat(TestPictures.largestDifference(PictureReader.read(good).picture(), picture))
        .isLessThan(12);
    assertThat(Files.size(poor)).isLessThan(Files.size(good));
  }

  @Test
  void write_alphaAsJpeg_laysOnWhiteAndSaysSo() throws PictureException {
    Picture clear = Picture.of8Bit(8, 8, new byte[192], new byte[64]);
    Path file = folder.resolve("a.jpg");

    List<String> losses =
        PictureWriter.write(clear, file, WriteOptions.DEFAULT, PictureMetadata.NONE);

    assertThat(losses).singleElement().asString().contains("transparency", "white");
    assertThat(PictureReader.read(file).picture().argb(3, 3)).isEqualTo(0xffffffff);
  }

  @Test
  void write_existingFile_isRefusedUnlessAllowed() throws PictureException, IOException {
    Path file = Files.writeString(folder.resolve("a.png"), "mine");
    Picture picture = TestPictures.gradient(4, 4);

    assertThatExceptionOfType(PictureException.class)
        .isThrownBy(
            () -> PictureWriter.write(picture, file, WriteOptions.DEFAULT, PictureMetadata.NONE))
        .withMessageContaining("exists");
    assertThat(file).hasContent("mine");

    PictureWriter.write(
        picture, file, WriteOptions.DEFAULT.overwriting(true), PictureMetadata.NONE);
    assertThat(PictureReader.read(file).picture().width()).isEqualTo(4);
  }

  @ParameterizedTest
  @CsvSource({"a.gif", "a", "a.txt"})
  void write_unknownFormat_namesThoseThatWork(String name) {
    assertThatExceptionOfType(PictureException.class)
        .isThrownBy(
            () ->
                PictureWriter.write(
                    TestPictures.gradient(4, 4),
                    folder.resolve(name),
                    WriteOptions.DEFAULT,
                    PictureMetadata.NONE))
        .withMessageContaining(name)
        .withMessageContaining("PNG, JPEG, TIFF, BMP, WebP");
  }

  @Test
  void write_fileWhereAFolderIsNeeded_saysSoAndLeavesNothing() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "x");

    assertThatExceptionOfType(PictureException.class)
        .isThrownBy(() -> write(file.resolve("a.png")))
        .withMessageContaining("cannot be written");
    assertThat(listed()).containsExactly("file");
  }

  @Test
  void write_readOnlyFolder_saysSo() throws IOException {
    Path locked = Files.createDirectory(folder.resolve("locked"));
    assumeTrue(locked.toFile().setWritable(false) && !Files.isWritable(locked), "run as root");

    assertThatExceptionOfType(PictureException.class)
        .isThrownBy(() -> write(locked.resolve("a.png")))
        .withMessageContaining("denied");
  }

  @Test
  void write_anyFormat_leavesNoTemporaryFile() throws PictureException, IOException {
    write(folder.resolve("a.png"));
    write(folder.resolve("b.jpg"));
    write(folder.resolve("c.tif"));
    write(folder.resolve("d.webp"));

    assertThat(listed()).containsExactlyInAnyOrder("a.png", "b.jpg", "c.tif", "d.webp");
  }

  @Test
  void write_textsAsPng_readsThemBack() throws PictureException {
    Path file = folder.resolve("a.png");
    PictureMetadata metadata =
        PictureMetadata.NONE
            .withText(PictureMetadata.PARAMETERS, "a cat\nSteps: 20")
            .withText("Title", "Füße")
            .withText("Japanese", "猫")
            .withText(PictureMetadata.XMP, "<x:xmpmeta/>");
    PictureWriter.write(TestPictures.gradient(4, 4), file, WriteOptions.DEFAULT, metadata);

    assertThat(PictureReader.read(file).metadata().texts()).isEqualTo(metadata.texts());
  }

  @ParameterizedTest
  @CsvSource({"png", "jpg", "webp"})
  void write_exif_keepsItUpright(String extension) throws PictureException, IOException {
    byte[] exif = ExifBlocks.withOrientation(6);
    Path file = folder.resolve("a." + extension);
    PictureWriter.write(
        TestPictures.gradient(30, 20),
        file,
        WriteOptions.DEFAULT,
        new PictureMetadata(exif, Map.of()));

    DecodedPicture read = PictureReader.read(file);
    assertThat(read.picture().width()).isEqualTo(30);
    assertThat(read.metadata().exif()).hasSameSizeAs(exif);
    assertThat(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1))
        .contains(ExifBlocks.CAMERA);
  }

  private void write(Path file) throws PictureException {
    PictureWriter.write(
        TestPictures.gradient(9, 7), file, WriteOptions.DEFAULT, PictureMetadata.NONE);
  }

  private List<String> listed() throws IOException {
    try (var files = Files.list(folder)) {
      return files.map(path -> path.getFileName().toString()).toList();
    }
  }
}
