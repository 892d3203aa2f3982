package afterimage.diffusion.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class TileAxisTest {

  @Property
  void of_anyLength_coversItWithWeightsThatAddUpToOne(
      @ForAll @IntRange(min = 1, max = 200) int parts,
      @ForAll @IntRange(min = 1, max = 8) int multiple,
      @ForAll @IntRange(min = 5, max = 40) int mostParts,
      @ForAll @IntRange(min = 1, max = 2) int overlapParts,
      @ForAll @IntRange(min = 1, max = 8) int scale) {
    int length = parts * multiple;
    int most = mostParts * multiple;
    TileAxis axis = TileAxis.of(length, most, overlapParts * multiple, multiple);

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
