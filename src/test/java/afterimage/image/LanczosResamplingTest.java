package afterimage.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import afterimage.SeededCases;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** That it equals Pillow's is shown by {@code InpaintReferenceTest}. */
class LanczosResamplingTest {

  @Test
  void resize_plainPicture_staysPlain() {
    for (int depth : new int[] {8, 16}) {
      Samples grey = Samples.zeros(depth, 5 * 4 * 3);
      for (int i = 0; i < grey.length(); i++) {
        grey.set(i, 77);
      }
      Picture resized = LanczosResampling.resize(new Picture(5, 4, grey, null), 17, 3);
      assertThat(resized.bitDepth()).isEqualTo(depth);
      for (int i = 0; i < 17 * 3 * 3; i++) {
        assertThat(resized.rgb().get(i)).isEqualTo(77);
      }
    }
  }

  @Test
  void resize_ownSize_changesNothing() {
    float[] shares = new float[12];
    Random random = new Random(1);
    for (int i = 0; i < shares.length; i++) {
      shares[i] = random.nextFloat();
    }
    assertThat(LanczosResampling.resize(shares, 4, 4, 3)).containsExactly(shares, within(1e-6f));
  }

  @Test
  void resize_ramp_risesEverywhere() {
    float[] ramp = new float[64];
    for (int i = 0; i < ramp.length; i++) {
      ramp[i] = i / 64f;
    }
    float[] smaller = LanczosResampling.resize(ramp, 64, 9, 1);
    for (int i = 1; i < smaller.length; i++) {
      assertThat(smaller[i]).isGreaterThan(smaller[i - 1]);
    }
  }

  @Test
  void resize_anySizes_staysInRange() {
    SeededCases.check(
        100,
        values -> {
          int width = values.between(1, 40);
          float[] shares = new float[width * values.between(1, 40)];
          for (int i = 0; i < shares.length; i++) {
            shares[i] = i % 2;
          }
          float[] resized =
              LanczosResampling.resize(shares, width, values.between(1, 60), values.between(1, 60));
          for (float share : resized) {
            assertThat(share).isBetween(0f, 1f);
          }
        });
  }

  @Test
  void withPart_ofAPicture_changesNothingElse() {
    byte[] rgb = new byte[6 * 4 * 3];
    new Random(3).nextBytes(rgb);
    byte[] alpha = new byte[6 * 4];
    Arrays.fill(alpha, (byte) 9);
    Picture picture = Picture.of8Bit(6, 4, rgb, alpha);
    Picture part = Picture.of8Bit(2, 2, new byte[12], null);

    Picture changed = picture.withPart(part, 3, 1);

    for (int y = 0; y < 4; y++) {
      for (int x = 0; x < 6; x++) {
        boolean inside = x >= 3 && x < 5 && y >= 1 && y < 3;
        assertThat(changed.argb(x, y)).isEqualTo(inside ? 9 << 24 : picture.argb(x, y));
      }
    }
    assertThat(changed.part(3, 1, 2, 2).argb(1, 1)).isEqualTo(0xff000000);
    assertThat(picture.part(1, 2, 2, 2).argb(0, 1) | 0xff000000)
        .isEqualTo(picture.argb(1, 3) | 0xff000000);
  }
}
