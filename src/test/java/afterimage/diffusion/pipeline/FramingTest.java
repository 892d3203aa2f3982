package afterimage.diffusion.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import afterimage.SeededCases;
import afterimage.image.Picture;
import afterimage.reference.NpyFile;
import afterimage.reference.ReferenceFolder;
import afterimage.tensor.Tensor;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class FramingTest {

  @Test
  void padAndCrop_anyPicture_giveItBack() {
    SeededCases.check(
        200,
        values -> assertGivenBack(values.between(1, 70), values.between(1, 70), values.either()));
  }

  private static void assertGivenBack(int width, int height, boolean deep) {
    Picture picture = picture(width, height, deep);
    Framing framing = Framing.of(width, height, 32, 64);
    assertThat(framing.paddedWidth() % 32).isZero();
    assertThat(framing.paddedHeight()).isGreaterThanOrEqualTo(Math.max(64, height));
    Picture back = framing.crop(framing.pad(picture), deep ? 16 : 8);
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        for (int channel = 0; channel < 3; channel++) {
          assertThat(back.sample(x, y, channel)).isEqualTo(picture.sample(x, y, channel));
        }
      }
    }
  }

  @Test
  void mirror_pastTheEnd_reflectsWithoutRepeatingTheEdge() {
    int[] seen = new int[9];
    for (int i = 0; i < seen.length; i++) {
      seen[i] = Framing.mirror(i, 3);
    }
    assertThat(seen).containsExactly(0, 1, 2, 1, 0, 1, 2, 1, 0);
    assertThat(Framing.mirror(7, 1)).isZero();
  }

  @Test
  @Tag("reference")
  void crop_recordedDecoderOutput_givesTheRecordedBytes() {
    Assumptions.assumeTrue(
        ReferenceFolder.has("latents", "postprocess_input.npy"), "postprocess: not here");
    Tensor pixels = ReferenceFolder.npy("latents", "postprocess_input.npy").tensor();
    NpyFile expected = ReferenceFolder.npy("latents", "postprocess_uint8_hwc.npy");
    int width = pixels.dim(3);
    Picture picture = Framing.of(width, pixels.dim(2), 1, 1).crop(pixels, 8);
    byte[] bytes = expected.bytes();
    for (int i = 0; i < bytes.length / 3; i++) {
      int rgb =
          (bytes[3 * i] & 255) << 16 | (bytes[3 * i + 1] & 255) << 8 | (bytes[3 * i + 2] & 255);
      assertThat(picture.argb(i % width, i / width) & 0xffffff).isEqualTo(rgb);
    }
  }

  private static Picture picture(int width, int height, boolean deep) {
    int samples = width * height * 3;
    if (deep) {
      short[] rgb = new short[samples];
      for (int i = 0; i < samples; i++) {
        rgb[i] = (short) (i * 7919);
      }
      return Picture.of16Bit(width, height, rgb, null);
    }
    byte[] rgb = new byte[samples];
    for (int i = 0; i < samples; i++) {
      rgb[i] = (byte) (i * 31);
    }
    return Picture.of8Bit(width, height, rgb, null);
  }
}
