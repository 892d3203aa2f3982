package afterimage.diffusion.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import afterimage.SeededCase;
import afterimage.SeededCases;
import org.junit.jupiter.api.Test;

class TileAxisTest {

  @Test
  void of_anyLength_coversItWithWeightsThatAddUpToOne() {
    SeededCases.check(1000, TileAxisTest::assertCovered);
  }

  private static void assertCovered(SeededCase values) {
    int multiple = values.between(1, 8);
    int length = values.between(1, 200) * multiple;
    int most = values.between(5, 40) * multiple;
    int scale = values.between(1, 8);
    TileAxis axis = TileAxis.of(length, most, values.between(1, 2) * multiple, multiple);

    float[] sum = new float[length * scale];
    for (int tile = 0; tile < axis.starts().length; tile++) {
      assertThat(axis.starts()[tile] % multiple).isZero();
      float[] weights = axis.weights(tile, scale);
      for (int i = 0; i < weights.length; i++) {
        sum[axis.starts()[tile] * scale + i] += weights[i];
      }
    }
    assertThat(axis.size()).isLessThanOrEqualTo(most);
    assertThat(axis.size() % multiple).isZero();
    for (float place : sum) {
      assertThat(place).isCloseTo(1, within(1e-5f));
    }
  }

  @Test
  void of_lengthOfOneTile_isWhole() {
    TileAxis axis = TileAxis.of(128, 128, 16, 4);

    assertThat(axis.starts()).containsExactly(0);
    assertThat(axis.weights(0, 1)).containsOnly(1);
  }

  @Test
  void of_alittleMoreThanATile_takesTwoOfHalfTheLength() {
    TileAxis axis = TileAxis.of(132, 128, 16, 4);

    assertThat(axis.starts()).hasSize(2);
    assertThat(axis.size()).isEqualTo(76);
  }
}
