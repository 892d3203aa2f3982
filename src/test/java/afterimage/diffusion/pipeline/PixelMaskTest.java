package afterimage.diffusion.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import afterimage.SeededCases;
import afterimage.engine.PixelArea;
import afterimage.image.Picture;
import afterimage.tensor.Tensor;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PixelMaskTest {

  @Test
  void compose_blackMask_isTheSourceBitForBit() {
    for (int depth : new int[] {8, 16}) {
      Picture source = noise(20, 12, depth, 1);
      PixelMask mask = PixelMask.of(grey(20, 12, 0), 20, 12, 4);
      Picture composed = mask.compose(source, noise(20, 12, depth, 2));
      for (int i = 0; i < 20 * 12 * 3; i++) {
        assertThat(composed.sample(i / 3 % 20, i / 60, i % 3))
            .isEqualTo(source.sample(i / 3 % 20, i / 60, i % 3));
      }
      assertThat(composed.bitDepth()).isEqualTo(depth);
    }
  }

  @Test
  void compose_whiteMask_isTheRefinedPicture() {
    Picture refined = noise(20, 12, 8, 2);
    Picture composed =
        PixelMask.of(grey(20, 12, 255), 20, 12, 4).compose(noise(20, 12, 8, 1), refined);
    assertThat(composed.argb(7, 5)).isEqualTo(refined.argb(7, 5));
  }

  @Test
  void of_edge_isSoftened() {
    PixelMask hard = PixelMask.of(halves(32), 32, 32, 0);
    PixelMask soft = PixelMask.of(halves(32), 32, 32, 6);
    assertThat(hard.shares()[15]).isZero();
    assertThat(hard.shares()[16]).isEqualTo(1);
    assertThat(soft.shares()[13]).isBetween(0.01f, 0.5f);
    assertThat(soft.shares()[18]).isBetween(0.5f, 0.99f);
    assertThat(soft.shares()[2]).isCloseTo(0, within(1e-5f));
  }

  @Test
  void latents_ofPaddedPicture_coverThePadding() {
    Framing framing = Framing.of(20, 12, 16, 16);
    Tensor latents = PixelMask.of(grey(20, 12, 255), 20, 12, 0).latents(framing, 8);
    assertThat(latents.shape()).containsExactly(1, 1, 2, 4);
    assertThat(latents.data()).containsOnly(1);
  }

  @Test
  void of_anySizes_staysInRange() {
    SeededCases.check(
        50,
        values -> {
          int from = values.between(1, 40);
          int to = values.between(1, 40);
          int blur = values.between(0, 60);
          for (float share : PixelMask.of(noise(from, from, 8, 3), to, to, blur).shares()) {
            assertThat(share).isBetween(0f, 1.00001f);
          }
        });
  }

  @Test
  void bounds_ofSeveralIslands_holdAllOfThem() {
    PixelMask mask = new PixelMask(30, 20, new float[600]);
    mask.shares()[3 * 30 + 7] = 1;
    mask.shares()[15 * 30 + 22] = 0.2f;

    assertThat(mask.bounds()).contains(new PixelArea(7, 3, 16, 13));
  }

  @Test
  void bounds_whereNoSampleCouldChange_areNone() {
    float[] shares = new float[600];
    Arrays.fill(shares, 1e-7f); // As the rounding of a blur leaves it.
    assertThat(new PixelMask(30, 20, shares).bounds()).isEmpty();
  }

  @Test
  void bounds_ofABlurredMask_endWhereTheBlurDoes() {
    PixelMask soft = PixelMask.of(halves(64), 64, 64, 6);
    assertThat(soft.bounds()).contains(new PixelArea(26, 0, 38, 64));
  }

  @Test
  void hidden_softMask_endsAtOneHalf() {
    float[] shares = new float[16];
    for (int i = 0; i < shares.length; i++) {
      shares[i] = i / 16f;
    }
    float[] hidden = new PixelMask(16, 1, shares).hidden(Framing.of(16, 1, 1, 1)).data();
    assertThat(Arrays.copyOf(hidden, 8)).containsOnly(0);
    assertThat(Arrays.copyOfRange(hidden, 8, 16)).containsOnly(1);
  }

  @Test
  void part_ofAMask_isThatAreaInTheSizeAskedFor() {
    PixelMask part = PixelMask.of(halves(64), 64, 64, 0).part(new PixelArea(16, 8, 32, 16), 64, 32);

    assertThat(part.width()).isEqualTo(64);
    assertThat(part.height()).isEqualTo(32);
    assertThat(part.shares()[0]).isZero();
    assertThat(part.shares()[63]).isEqualTo(1);
  }

  private static Picture halves(int side) {
    byte[] rgb = new byte[side * side * 3];
    for (int i = 0; i < rgb.length; i++) {
      rgb[i] = (byte) (i / 3 % side < side / 2 ? 0 : 255);
    }
    return Picture.of8Bit(side, side, rgb, null);
  }

  private static Picture grey(int width, int height, int level) {
    byte[] rgb = new byte[width * height * 3];
    Arrays.fill(rgb, (byte) level);
    return Picture.of8Bit(width, height, rgb, null);
  }

  private static Picture noise(int width, int height, int depth, long seed) {
    Random random = new Random(seed);
    if (depth == 8) {
      byte[] rgb = new byte[width * height * 3];
      random.nextBytes(rgb);
      return Picture.of8Bit(width, height, rgb, null);
    }
    short[] rgb = new short[width * height * 3];
    for (int i = 0; i < rgb.length; i++) {
      rgb[i] = (short) random.nextInt();
    }
    return Picture.of16Bit(width, height, rgb, null);
  }
}
