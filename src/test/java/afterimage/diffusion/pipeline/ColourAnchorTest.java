package afterimage.diffusion.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import afterimage.tensor.Tensor;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ColourAnchorTest {
  private static final int WIDTH = 96;
  private static final int HEIGHT = 80;
  private static final float LEVEL = 2 / 255f;

  /** A tint and a slope are gone, a fine texture stays. */
  @Test
  void apply_driftAndTexture_takesTheDriftAndLeavesTheTexture() {
    Tensor original = random(0.1f);
    Tensor made = original.copy();
    Tensor texture = Tensor.zeros(1, 3, HEIGHT, WIDTH);
    for (int i = 0; i < made.data().length; i++) {
      int x = i % WIDTH;
      int y = i / WIDTH % HEIGHT;
      texture.data()[i] = (x / 2 + y / 2) % 2 == 0 ? 0.05f : -0.05f;
      made.data()[i] += texture.data()[i] + 0.1f + 0.1f * x / WIDTH;
    }

    Tensor anchored = new ColourAnchor(1).apply(made, original);

    for (int i = 0; i < made.data().length; i++) {
      float kept = anchored.data()[i] - original.data()[i];
      // At the edges a slope is not quite a low frequency.
      assertThat(kept - texture.data()[i]).as("%d", i).isBetween(-10 * LEVEL, 10 * LEVEL);
    }
    float[] left = new float[HEIGHT * WIDTH];
    for (int i = 0; i < left.length; i++) {
      left[i] = anchored.data()[i] - original.data()[i];
    }
    for (float drift : BoxBlur.apply(left, WIDTH, 32)) {
      assertThat(drift).isBetween(-LEVEL, LEVEL);
    }
  }

  @Test
  void apply_half_takesHalfOfATint() {
    Tensor original = Tensor.zeros(2, 3, HEIGHT, WIDTH);
    Tensor made = original.copy();
    Arrays.fill(made.data(), 0.5f);

    for (float value : new ColourAnchor(0.5).apply(made, original).data()) {
      assertThat(value).isBetween(0.2499f, 0.2501f);
    }
  }

  @Test
  void apply_none_isWhatWasMade() {
    Tensor made = random(1);
    assertThat(new ColourAnchor(0).apply(made, random(1))).isEqualTo(made);
  }

  private static Tensor random(float amount) {
    Random random = new Random(4);
    Tensor tensor = Tensor.zeros(1, 3, HEIGHT, WIDTH);
    for (int i = 0; i < tensor.data().length; i++) {
      tensor.data()[i] = amount * (random.nextFloat() - 0.5f);
    }
    return tensor;
  }
}
