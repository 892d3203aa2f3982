package afterimage.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import afterimage.SeededCases;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WebpTest {
  private static final WriteOptions LOSSLESS =
      new WriteOptions(1, true, null, Set.of(WriteSwitch.PROFILE));
  private static final WriteOptions BARE = new WriteOptions(1, true);

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({"37, 23, false", "37, 23, true", "1, 1, false", "16, 1, true"})
  void write_fullQuality_readsBackTheSame(int width, int height, boolean alpha) throws Exception {
    Picture picture = TestPictures.random(width, height, 8, alpha, 1);
    for (WriteOptions options : List.of(BARE, LOSSLESS)) {
      List<String> losses = PictureWriter.write(picture, file(), options, PictureMetadata.NONE);

      assertThat(losses).isEmpty();
      assertThat(TestPictures.same(PictureReader.read(file()).picture(), picture)).isTrue();
    }
  }

  @Test
  void write_lesserQuality_isCloseAndSmaller() throws Exception {
    Picture picture = TestPictures.gradient(160, 96);
    PictureWriter.write(picture, file(), WriteOptions.DEFAULT, PictureMetadata.NONE);
    long good = Files.size(file());
    assertThat(TestPictures.largestDifference(PictureReader.read(file()).picture(), picture))
        .isLessThan(16);

    PictureWriter.write(picture, file(), new WriteOptions(0.2, true), PictureMetadata.NONE);
    assertThat(Files.size(file())).isLessThan(good);
  }

  @Test
  void write_alphaAtLesserQuality_keepsTheAlphaWhole() throws Exception {
    // Smooth, so that it is compressed: TwelveMonkeys 3.14 takes filtered raw alpha for opaque.
    byte[] alpha = new byte[40 * 30];
    for (int i = 0; i < alpha.length; i++) {
      alpha[i] = (byte) (i % 40 * 5 + i / 40);
    }
    Picture picture = Picture.of8Bit(40, 30, new byte[40 * 30 * 3], alpha);
    PictureMetadata metadata =
        new PictureMetadata(ExifBlocks.withOrientation(6), settings().texts());
    PictureWriter.write(
        picture, file(), new WriteOptions(0.5, true, 8, Set.of(WriteSwitch.PROFILE)), metadata);

    Picture read = PictureReader.read(file()).picture();
    for (int y = 0; y < 30; y++) {
      for (int x = 0; x < 40; x++) {
        assertThat(read.argb(x, y) >>> 24).isEqualTo(picture.argb(x, y) >>> 24);
      }
    }
    assertThat(types(Files.readAllBytes(file())))
        .containsExactly("VP8X", "ICCP", "ALPH", "VP8 ", "EXIF", "XMP ");
  }

  @Test
  void write_sixteenBits_saysWhatIsLost() throws Exception {
    Picture picture = TestPictures.random(8, 8, 16, true, 3);

    List<String> losses = PictureWriter.write(picture, file(), LOSSLESS, PictureMetadata.NONE);

    assertThat(losses).singleElement().asString().contains("WebP", "8 bits");
  }

  @Test
  void write_largerThanTheFormat_isRefusedWithAWayOut() throws Exception {
    Picture wide = TestPictures.gradient(WebpEncoder.MAX_SIDE + 1, 1);

    assertThatExceptionOfType(PictureException.class)
        .isThrownBy(() -> PictureWriter.write(wide, file(), BARE, PictureMetadata.NONE))
        .withMessageContaining("16383")
        .withMessageContaining("PNG");
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void write_widestOfTheFormat_readsBackTheSame() throws Exception {
    Picture wide = TestPictures.gradient(WebpEncoder.MAX_SIDE, 2);
    PictureWriter.write(wide, file(), LOSSLESS, settings());

    assertThat(TestPictures.same(PictureReader.read(file()).picture(), wide)).isTrue();
  }

  @Test
  void write_settings_areReadBack() throws Exception {
    PictureWriter.write(TestPictures.gradient(9, 7), file(), WriteOptions.DEFAULT, settings());

    PictureMetadata read = PictureReader.read(file()).metadata();
    assertThat(read.texts()).isEqualTo(settings().texts());
  }

  @Test
  void write_textsOfAnyLength_leaveAWholeContainer() {
    SeededCases.check(
        40,
        values -> assertWholeContainer(values.between(1, 300), values.either(), values.either()));
  }

  private static void assertWholeContainer(int length, boolean alpha, boolean profile)
      throws IOException {
    Picture picture = TestPictures.random(5, 4, 8, alpha, length);
    PictureMetadata metadata =
        PictureMetadata.NONE.withText(PictureMetadata.XMP, "x".repeat(length));
    var out = new ByteArrayOutputStream();
    WebpChunks.write(
        WebpEncoder.encode(picture, 0.8),
        picture,
        FileMetadata.of(metadata, PictureFormat.WEBP),
        profile ? SrgbProfile.bytes() : null,
        out);

    ByteBuffer file = ByteBuffer.wrap(out.toByteArray()).order(ByteOrder.LITTLE_ENDIAN);
    int flags = file.get(20);
    assertThat(file.getInt(4)).isEqualTo(out.size() - 8);
    assertThat((flags & 0x10) != 0).isEqualTo(alpha);
    assertThat((flags & 0x20) != 0).isEqualTo(profile);
    assertThat(flags & 0x0c).isEqualTo(0x04);
    assertThat(types(out.toByteArray())).contains("VP8X", "VP8 ", "XMP ");
  }

  private static PictureMetadata settings() {
    return PictureMetadata.NONE
        .withText(PictureMetadata.PARAMETERS, "a cat, Füße\nSteps: 20, Seed: 3")
        .withText(PictureMetadata.XMP, "<x:xmpmeta/>");
  }

  /** The chunks in their order; fails where one runs over the end. */
  private static List<String> types(byte[] webp) {
    ByteBuffer file = ByteBuffer.wrap(webp).order(ByteOrder.LITTLE_ENDIAN).position(12);
    List<String> types = new ArrayList<>();
    while (file.hasRemaining()) {
      byte[] type = new byte[4];
      file.get(type);
      int length = file.getInt();
      types.add(new String(type, StandardCharsets.US_ASCII));
      file.position(file.position() + length + length % 2);
    }
    return types;
  }

  private Path file() {
    return folder.resolve("a.webp");
  }
}
