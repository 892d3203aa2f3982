package afterimage.ui.canvas;

import static org.assertj.core.api.Assertions.assertThat;

import afterimage.SeededCases;
import afterimage.image.Picture;
import org.junit.jupiter.api.Test;

class MipPyramidTest {

  @Test
  void of_anySize_halvesDownToAThumbnail() {
    SeededCases.check(50, values -> assertHalved(values.between(1, 1500), values.between(1, 700)));
  }

  private static void assertHalved(int width, int height) {
    MipPyramid pyramid = MipPyramid.of(grey(width, height, 100));
    int top = pyramid.levels() - 1;
    assertThat(Math.max(pyramid.width(top), pyramid.height(top)))
        .isLessThanOrEqualTo(MipPyramid.MIN_SIDE);
    for (int level = 1; level <= top; level++) {
      assertThat(pyramid.width(level)).isEqualTo((pyramid.width(level - 1) + 1) / 2);
      assertThat(pyramid.height(level)).isEqualTo((pyramid.height(level - 1) + 1) / 2);
    }
    assertThat(pyramid.pixels(top)).containsOnly(0xff646464);
  }

  @Test
  void copy_reducedLevel_isTheMeanOfFour() {
    byte[] rgb = new byte[512 * 2 * 3];
    rgb[0] = (byte) 200;
    rgb[3] = (byte) 100;
    MipPyramid pyramid = MipPyramid.of(Picture.of8Bit(512, 2, rgb, null));
    int[] first = new int[1];
    pyramid.copy(1, 0, 0, 1, 1, first);
    assertThat(first[0]).isEqualTo(0xff000000 | 75 << 16);
  }

  @Test
  void copy_translucentPixel_isPremultiplied() {
    Picture picture =
        Picture.of8Bit(1, 1, new byte[] {(byte) 200, 100, 50}, new byte[] {(byte) 128});
    int[] pixel = new int[1];
    MipPyramid.of(picture).copy(0, 0, 0, 1, 1, pixel);
    assertThat(pixel[0]).isEqualTo(0x80643219);
  }

  @Test
  void levelFor_scale_isTheSmallestWithEnoughPixels() {
    MipPyramid pyramid = MipPyramid.of(grey(4096, 16, 9));
    assertThat(pyramid.levelFor(2)).isZero();
    assertThat(pyramid.levelFor(0.6)).isZero();
    assertThat(pyramid.levelFor(0.5)).isEqualTo(1);
    assertThat(pyramid.levelFor(0.3)).isEqualTo(1);
    assertThat(pyramid.levelFor(0.001)).isEqualTo(pyramid.levels() - 1);
  }

  private static Picture grey(int width, int height, int value) {
    byte[] rgb = new byte[width * height * 3];
    java.util.Arrays.fill(rgb, (byte) value);
    return Picture.of8Bit(width, height, rgb, null);
  }
}
