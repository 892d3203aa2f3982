package afterimage.diffusion.noise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import afterimage.SeededCases;
import afterimage.tensor.Tensor;
import java.util.List;
import org.junit.jupiter.api.Test;

class VariedNoiseTest {

  @Test
  void normal_endsOfTheWay_areTheSeedsOwnNoise() {
    Tensor from = new TorchRandom(1).normal(1, 4, 8, 8);
    Tensor to = new TorchRandom(2).normal(1, 4, 8, 8);
    assertClose(varied(0).normal(1, 4, 8, 8), from);
    assertClose(varied(1).normal(1, 4, 8, 8), to);
  }

  @Test
  void normal_afterTheStartingDraws_isTheFirstSeedsNoise() {
    NoiseSource plain = new TorchRandom(1);
    NoiseSource varied = varied(0.5);
    assertThat(varied.normal(1, 4, 8, 8)).isNotEqualTo(plain.normal(1, 4, 8, 8));
    assertThat(varied.normal(1, 4, 8, 8)).isEqualTo(plain.normal(1, 4, 8, 8));
  }

  @Test
  void interpolate_anyShare_keepsTheVariance() {
    SeededCases.check(
        30,
        values -> {
          Tensor mixed =
              VariedNoise.interpolate(
                  new TorchRandom(1).normal(1, 4, 64, 64),
                  new TorchRandom(2).normal(1, 4, 64, 64),
                  values.between(0.0, 1.0));
          double squares = 0;
          for (float value : mixed.data()) {
            squares += value * value;
          }
          assertThat(squares / mixed.data().length).isCloseTo(1, within(0.05));
        });
  }

  @Test
  void interpolate_sameNoise_staysItself() {
    Tensor noise = new TorchRandom(1).normal(1, 1, 4, 4);
    assertClose(VariedNoise.interpolate(noise, noise, 0.3), noise);
  }

  @Test
  void batchNoise_ofTwoSeeds_isEachSeedsOwn() {
    BatchNoise noise = new BatchNoise(List.of(new TorchRandom(1), new TorchRandom(2)));
    Tensor both = noise.normal(2, 4, 8, 8);
    assertThat(both.slice(1)).isEqualTo(new TorchRandom(2).normal(1, 4, 8, 8));
  }

  private static NoiseSource varied(double share) {
    return new VariedNoise(new TorchRandom(1), new TorchRandom(2), share, 1);
  }

  private static void assertClose(Tensor actual, Tensor expected) {
    for (int i = 0; i < expected.data().length; i++) {
      assertThat(actual.data()[i]).isCloseTo(expected.data()[i], within(1e-5f));
    }
  }
}
