package afterimage.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URISyntaxException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is around the pixels may be damaged, the pixels may not. */
class DamagedPicturesTest {

  @ParameterizedTest
  @ValueSource(strings = {"iccp_short.png", "text_nozero.png", "ztxt_empty.png"})
  void read_damagedBesideSoundPixels_isTakenWithANotice(String name) throws Exception {
    DecodedPicture read = attack("14-good-pixels-refused-for-bad-text", name);

    assertThat(read.picture().width()).isEqualTo(16);
    assertThat(read.metadata().texts()).isEmpty();
    assertThat(read.notices()).singleElement().asString().contains(name, "left out");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "long2pad_jpg.jpg",
        "long4_jpg.jpg",
        "long4_webp.webp",
        "x_garb_webp.webp",
        "x_trunc_jpg.jpg",
        "x_trunc_png.png",
        "x_trunc_tif.tif"
      })
  void read_unusableProfile_isTakenWithoutIt(String name) throws Exception {
    DecodedPicture read = attack("broken-icc", name);

    assertThat(read.picture().width()).isEqualTo(64);
    int argb = read.picture().argb(30, 32);
    assertThat(List.of(argb >> 16 & 255, argb >> 8 & 255, argb & 255))
        .zipSatisfy(List.of(0xb6, 0x79, 0xad), (a, b) -> assertThat(a).isBetween(b - 2, b + 2));
    assertThat(read.notices()).singleElement().asString().contains("colour profile");
  }

  static List<String> ancillary() {
    return List.of("zTXt", "iTXt", "tEXt", "iCCP", "eXIf", "gAMA", "cHRM", "sBIT", "pHYs", "tIME");
  }

  @ParameterizedTest
  @MethodSource("ancillary")
  void read_anyAncillaryChunkOfAnyContent_isTaken(String type) throws Exception {
    byte[] png = resource("/image/rgb.png");
    Picture plain = PictureReader.read(png, "a").picture();
    for (int length = 0; length < 40; length++) {
      byte[] data = new byte[length];
      Arrays.fill(data, (byte) (length * 37));
      byte[] sound = PngChunks.chunk(type, data);
      for (byte[] chunk : List.of(sound, PngChunks.damaged(sound))) {
        Picture read = PictureReader.read(PngChunks.with(png, chunk), "a").picture();
        assertThat(TestPictures.same(read, plain)).as("%s of %d", type, length).isTrue();
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"IHDR", "PLTE", "IDAT"})
  void read_damagedCriticalChunk_isRefused(String type) throws Exception {
    byte[] png = resource("/image/palette.png");
    int at = PngChunks.find(png, type);
    png[at + 8 + ByteBuffer.wrap(png).getInt(at) + 3] ^= 1;

    refuses(png, "damaged");
  }

  @Test
  void read_transparencyOfWrongLength_isTakenOpaque() throws Exception {
    byte[] png = resource("/image/rgb.png");
    byte[] odd = PngChunks.with(png, PngChunks.chunk("tRNS", new byte[3]));

    assertThat(PictureReader.read(odd, "a").picture().hasAlpha()).isFalse();
  }

  @Test
  void read_cutLosslessWebp_isRefused() {
    assertThatExceptionOfType(PictureException.class)
        .isThrownBy(() -> attack("16-cut-lossless-webp-accepted", "cut.webp"))
        .withMessageContaining("cut short");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "lossless.webp",
        "lossy.webp",
        "alpha_lossy.webp",
        "animated.gif",
        "rgb.bmp",
        "rgb.tif",
        "lzw.tif",
        "cmyk.tif",
        "rgb.png",
        "gray16.png",
        "photo.jpg",
        "progressive.jpg"
      })
  void read_cutAnywhere_isRefusedOrWhole(String name) throws Exception {
    byte[] whole = resource("/image/" + name);
    Picture picture = PictureReader.read(whole, name).picture();
    int step = Math.max(1, whole.length / 150);
    for (int length = 1; length < whole.length; length += step) {
      byte[] cut = Arrays.copyOf(whole, length);
      try {
        Picture read = PictureReader.read(cut, name).picture();
        assertThat(TestPictures.same(read, picture)).as("%d bytes of %s", length, name).isTrue();
      } catch (PictureException e) {
        assertThat(e).hasMessageContaining(name);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"photo.jpg", "rgb.png"})
  void read_endMarkerAloneMissing_isTaken(String name) throws Exception {
    byte[] whole = resource("/image/" + name);
    int end = name.endsWith("jpg") ? 2 : 12;
    byte[] cut = Arrays.copyOf(whole, whole.length - end);

    assertThat(
            TestPictures.same(
                PictureReader.read(cut, name).picture(), PictureReader.read(whole, name).picture()))
        .isTrue();
  }

  @Test
  void read_progressiveWithoutEnd_isRefused() throws Exception {
    byte[] whole = resource("/image/progressive.jpg");

    refuses(Arrays.copyOf(whole, whole.length - 2), "cut short");
  }

  @Test
  void read_jpegWithWrongCodes_isRefused() throws Exception {
    Picture picture = TestPictures.random(64, 64, 8, false, 5);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Java2dEncoder.writeJpeg(picture, new WriteOptions(0.9, false), out);
    byte[] jpeg = out.toByteArray();
    // Ones all the way are no code at all; a zero behind each says that it is no marker.
    for (int i = jpeg.length - 3000; i < jpeg.length - 2000; i++) {
      jpeg[i] = (byte) (i % 2 == 0 ? 0xff : 0);
    }

    refuses(jpeg, "Copy or download");
  }

  @Test
  void read_colourProfileOverTheLimit_isTakenWithoutIt() throws Exception {
    byte[] profile = PngChunks.deflated(new byte[EmbeddedData.MAX_PROFILE + 1]);
    ByteArrayOutputStream data = new ByteArrayOutputStream();
    data.writeBytes("a\0\0".getBytes(StandardCharsets.US_ASCII));
    data.writeBytes(profile);
    byte[] png =
        PngChunks.with(resource("/image/rgb.png"), PngChunks.chunk("iCCP", data.toByteArray()));

    assertThat(PictureReader.read(png, "a").notices())
        .singleElement()
        .asString()
        .contains("profile");
  }

  @Test
  void read_frameOfAnAnimatedWebp_liesOnItsCanvas() throws Exception {
    Picture picture = PictureReader.read(resource("/image/offset_frame.webp"), "a").picture();

    assertThat(picture.width()).isEqualTo(64);
    assertThat(picture.height()).isEqualTo(48);
    assertThat(picture.alpha(0, 0)).isZero();
    assertThat(picture.alpha(30, 24)).isOne();
  }

  @Test
  void read_animatedWebp_isItsFirstFrame() throws Exception {
    Picture picture = PictureReader.read(resource("/image/animated.webp"), "a").picture();

    assertThat(picture.width()).isEqualTo(61);
    assertThat(picture.height()).isEqualTo(47);
  }

  private static void refuses(byte[] bytes, String word) {
    assertThatExceptionOfType(PictureException.class)
        .isThrownBy(() -> PictureReader.read(bytes, "it"))
        .withMessageContaining("it")
        .withMessageContaining(word);
  }

  private static DecodedPicture attack(String folder, String name)
      throws PictureException, URISyntaxException {
    var url = DamagedPicturesTest.class.getResource("/attacks/" + folder + "/" + name);
    return PictureReader.read(Path.of(Objects.requireNonNull(url).toURI()));
  }

  static byte[] resource(String name) throws IOException {
    try (InputStream in = DamagedPicturesTest.class.getResourceAsStream(name)) {
      return Objects.requireNonNull(in, name).readAllBytes();
    }
  }
}
