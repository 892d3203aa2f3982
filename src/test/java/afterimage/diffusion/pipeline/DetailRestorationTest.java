package afterimage.diffusion.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import afterimage.tensor.Tensor;
import org.junit.jupiter.api.Test;

class DetailRestorationTest {
  private static final int SIDE = 32;

  @Test
  void apply_nothingChangedAndStrengthNearZero_givesTheOriginalBack() {
    Tensor original = pattern(0.3f);
    Tensor reconstruction = pattern(0.1f);
    Tensor composed =
        new DetailRestoration(1, 1e-9).apply(reconstruction, reconstruction, original);
    for (int i = 0; i < original.data().length; i++) {
      assertThat(composed.data()[i]).isCloseTo(original.data()[i], within(1e-6f));
    }
  }

  @Test
  void apply_higherStrength_keepsLess() {
    assertThat(kept(0.8, 0)).isLessThan(kept(0.3, 0));
    assertThat(new DetailRestoration(1, 1).isOn()).isFalse();
    assertThat(new DetailRestoration(0, 0.3).isOn()).isFalse();
  }

  @Test
  void apply_whereThePictureChanged_keepsLess() {
    assertThat(kept(0.3, 0.1f)).isLessThan(kept(0.3, 0));
    assertThat(kept(0.3, 1)).isCloseTo(0, within(1e-3f));
  }

  /** How much of the lost detail comes back. */
  private static float kept(double strength, float change) {
    Tensor original = pattern(0.3f);
    Tensor reconstruction = pattern(0.1f);
    Tensor decoded = reconstruction.copy();
    for (int i = 0; i < decoded.data().length; i++) {
      decoded.data()[i] += change;
    }
    Tensor composed = new DetailRestoration(1, strength).apply(decoded, reconstruction, original);
    return Math.abs(composed.data()[0] - decoded.data()[0])
        / Math.abs(original.data()[0] - reconstruction.data()[0]);
  }

  private static Tensor pattern(float contrast) {
    Tensor pattern = Tensor.zeros(1, 3, SIDE, SIDE);
    for (int i = 0; i < pattern.data().length; i++) {
      pattern.data()[i] = (i + i / SIDE) % 2 == 0 ? contrast : -contrast;
    }
    return pattern;
  }
}
