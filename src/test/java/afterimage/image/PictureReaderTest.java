package afterimage.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PictureReaderTest {
  @TempDir Path folder;

  /** Where the stored top-left and top-right corners end up, by the EXIF specification's figure. */
  @ParameterizedTest
  @CsvSource({
    "1, false, 0, 0, 1, 0",
    "2, false, 1, 0, 0, 0",
    "3, false, 1, 1, 0, 1",
    "4, false, 0, 1, 1, 1",
    "5, true, 0, 0, 0, 1",
    "6, true, 1, 0, 1, 1",
    "7, true, 1, 1, 1, 0",
    "8, true, 0, 1, 0, 0"
  })
  void read_everyOrientation_standsUpright(
      int value, boolean swaps, int leftX, int leftY, int rightX, int rightY)
      throws PictureException, IOException {
    Picture stored = TestPictures.gradient(48, 32);
    Path plain = folder.resolve("plain.jpg");
    PictureWriter.write(stored, plain, WriteOptions.DEFAULT, PictureMetadata.NONE);
    Path turned =
        ExifBlocks.intoJpeg(plain, ExifBlocks.withOrientation(value), folder.resolve("turned.jpg"));

    Picture upright = PictureReader.read(turned).picture();
    Picture untouched = PictureReader.read(plain).picture();

    int right = upright.width() - 1;
    int bottom = upright.height() - 1;
    assertThat(upright.width()).isEqualTo(swaps ? 32 : 48);
    assertThat(upright.argb(leftX * right, leftY * bottom)).isEqualTo(untouched.argb(0, 0));
    assertThat(upright.argb(rightX * right, rightY * bottom)).isEqualTo(untouched.argb(47, 0));
  }

  @Test
  void read_missingFile_namesIt() {
    assertFails(folder.resolve("no.png"), "no.png", "does not exist");
  }

  @Test
  void read_folder_saysSo() {
    assertFails(folder, "is a folder");
  }

  @Test
  void read_emptyFile_saysSo() throws IOException {
    assertFails(Files.createFile(folder.resolve("empty.png")), "empty.png", "0 bytes");
  }

  @Test
  void read_textNamedPng_namesTheFormatsThatWork() throws IOException {
    Path file = Files.writeString(folder.resolve("text.png"), "This is not a picture at all.");
    assertFails(file, "text.png", "not a picture", "WebP");
  }

  @Test
  void read_video_saysWhatToDo() throws IOException {
    Path file = Files.writeString(folder.resolve("a.mp4"), "\0\0\0\u0018ftypisom\0\0\0\0mif1heic");
    assertFails(file, "video", "Export");
  }

  @Test
  void read_heicWithoutPicture_isRefused() throws IOException {
    Path file = Files.writeString(folder.resolve("a.heic"), "\0\0\0\u0018ftypheic\0\0\0\0mif1heic");
    assertFails(file, "a.heic");
  }

  @ParameterizedTest
  @ValueSource(strings = {"jpg", "png", "tiff", "bmp"})
  void read_cutAnywhere_isRefused(String extension) throws PictureException, IOException {
    Path file = folder.resolve("a." + extension);
    PictureWriter.write(
        TestPictures.random(64, 64, 8, false, 3), file, WriteOptions.DEFAULT, PictureMetadata.NONE);
    byte[] whole = Files.readAllBytes(file);
    for (int part = 1; part < 20; part++) {
      byte[] cut = Arrays.copyOf(whole, whole.length * part / 20);
      assertThatExceptionOfType(PictureException.class)
          .as("%d/20 of %s", part, extension)
          .isThrownBy(() -> PictureReader.read(cut, "cut." + extension))
          .withMessageContaining("cut." + extension);
    }
  }

  @Test
  void read_moreThanFits_isRefusedBeforeDecoding() throws PictureException, IOException {
    Path file = folder.resolve("a.png");
    PictureWriter.write(
        TestPictures.gradient(100, 100), file, WriteOptions.DEFAULT, PictureMetadata.NONE);
    byte[] bytes = Files.readAllBytes(file);

    assertThatExceptionOfType(PictureException.class)
        .isThrownBy(() -> PictureReader.read(new FileBytes.InMemory(bytes), "a", 9_999))
        .withMessageContaining("100 × 100");
  }

  private static void assertFails(Path file, String... words) {
    assertThatExceptionOfType(PictureException.class)
        .isThrownBy(() -> PictureReader.read(file))
        .satisfies(e -> assertThat(e.getMessage()).contains(words));
  }
}
