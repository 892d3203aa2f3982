package afterimage.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** One small gradient, written by Pillow in many formats, always reads as the same picture. */
class FormatsTest {

  @ParameterizedTest
  @ValueSource(strings = {"rgb.tif", "lzw.tif", "rgb.bmp"})
  void read_losslessOpaque_isExact(String name) throws Exception {
    assertThat(TestPictures.same(read(name), read("rgb.png"))).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "photo.jpg, 14",
    "progressive.jpg, 14",
    "lossy.webp, 24",
    "palette.png, 40",
    "animated.gif, 40",
    "cmyk.jpg, 12",
    "cmyk.tif, 4",
    "colour_key.png, 0",
    "lossless.webp, 0",
    "rgba.png, 0",
    "alpha_lossy.webp, 24"
  })
  void read_other_isClose(String name, double tolerance) throws Exception {
    assertThat(TestPictures.largestDifference(read(name), read("rgb.png")))
        .isLessThanOrEqualTo(tolerance + 0.01);
  }

  @ParameterizedTest
  @ValueSource(strings = {"rgba.png", "lossless.webp", "alpha_lossy.webp"})
  void read_withAlpha_keepsItStraight(String name) throws Exception {
    Picture picture = read(name);
    assertThat(picture.alpha(0, 5)).isZero();
    assertThat(picture.alpha(24, 5)).isEqualTo(130 / 255f);
    assertThat(picture.alpha(47, 5)).isOne();
  }

  @Test
  void read_colourKey_becomesAlpha() throws Exception {
    Picture picture = read("colour_key.png");
    assertThat(picture.alpha(0, 0)).isZero();
    assertThat(picture.alpha(30, 20)).isOne();
  }

  @Test
  void read_paletteWithAlpha_hasBoth() throws Exception {
    Picture picture = read("palette_alpha.png");
    assertThat(picture.hasAlpha()).isTrue();
  }

  @Test
  void read_gray16_keepsAllBits() throws Exception {
    Picture picture = read("gray16.png");
    assertThat(picture.bitDepth()).isEqualTo(16);
    assertThat(Math.round(picture.sample(40, 7, 1) * 65535)).isEqualTo(40_007);
  }

  @Test
  void read_bilevel_isBlackAndWhite() throws Exception {
    Picture picture = read("bilevel.png");
    for (int x = 0; x < picture.width(); x++) {
      assertThat(picture.argb(x, 9)).isIn(0xff000000, 0xffffffff);
    }
  }

  @Test
  void read_webpWithOrientation_standsUpright() throws Exception {
    Picture picture = read("exif6.webp");
    assertThat(picture.width()).isEqualTo(32);
    assertThat(picture.argb(31, 0)).isEqualTo(read("rgb.png").argb(0, 0));
  }

  private static Picture read(String name)
      throws PictureException, IOException, URISyntaxException {
    URL url = FormatsTest.class.getResource("/image/" + name);
    assertThat(url).as(name).isNotNull();
    return PictureReader.read(Path.of(url.toURI())).picture();
  }
}
