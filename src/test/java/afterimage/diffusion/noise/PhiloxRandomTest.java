package afterimage.diffusion.noise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import afterimage.tensor.Tensor;
import org.junit.jupiter.api.Test;

class PhiloxRandomTest {

  /** The values that A1111's documentation of its source gives for torch on CUDA. */
  @Test
  void normal_seedZero_equalsTorchOnCuda() {
    double[] documented = {
      -0.92466259, -0.42534415, -2.6438457, 0.14518388,
      -0.12086647, -0.57972564, -0.62285122, -0.32838709,
      -1.07454231, -0.36314407, -1.67105067, 2.26550497
    };
    float[] drawn = new PhiloxRandom(0).normal(3, 4).data();
    for (int i = 0; i < documented.length; i++) {
      assertThat((double) drawn[i]).isCloseTo(documented[i], within(1e-6));
    }
  }

  @Test
  void normal_secondDraw_differsAndIsNormal() {
    PhiloxRandom noise = new PhiloxRandom(42);
    Tensor first = noise.normal(1, 4, 64, 64);
    Tensor second = noise.normal(1, 4, 64, 64);
    assertThat(first.data()[0]).isNotEqualTo(second.data()[0]);
    double sum = 0;
    double squares = 0;
    for (float value : second.data()) {
      sum += value;
      squares += value * value;
    }
    assertThat(Math.abs(sum / second.data().length)).isLessThan(0.03);
    assertThat(Math.abs(squares / second.data().length - 1)).isLessThan(0.05);
  }
}
