package afterimage.diffusion.scheduler;

import static org.assertj.core.api.Assertions.assertThat;

import afterimage.tensor.Tensor;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SampleClippingTest {

  @Test
  void of_configuration_isWhatItAsksFor() {
    assertThat(limit(Map.of(), false)).isInstanceOf(SampleClipping.None.class);
    assertThat(limit(Map.of(), true)).isEqualTo(new SampleClipping.Clip(1));
    assertThat(limit(Map.of("clip_sample", true, "clip_sample_range", 2.5), false))
        .isEqualTo(new SampleClipping.Clip(2.5f));
    assertThat(limit(Map.of("thresholding", true, "clip_sample", true), false))
        .isEqualTo(new SampleClipping.Threshold(0.995, 1));
  }

  @Test
  void apply_clip_cutsOff() {
    assertThat(new SampleClipping.Clip(1).apply(row(-3, 0.5f, 2)).data())
        .containsExactly(-1, 0.5f, 1);
  }

  @Test
  void apply_thresholdOfValuesInRange_leavesThem() {
    assertThat(new SampleClipping.Threshold(1, 4).apply(row(-0.5f, 0.25f)).data())
        .containsExactly(-0.5f, 0.25f);
  }

  @Test
  void apply_threshold_dividesEachPictureByItsOwnQuantile() {
    Tensor two = new Tensor(new int[] {2, 2}, new float[] {2, -1, 0.5f, 0.25f});
    assertThat(new SampleClipping.Threshold(1, 4).apply(two).data())
        .containsExactly(1, -0.5f, 0.5f, 0.25f);
    // The median of magnitudes 1 and 2 is 1.5: 2 is cut off there.
    assertThat(new SampleClipping.Threshold(0.5, 4).apply(row(2, -1)).data())
        .containsExactly(1, -1 / 1.5f);
  }

  private static SampleClipping limit(Map<String, Object> options, boolean clipByDefault) {
    return SampleClipping.of(SchedulerConfig.of("DDIMScheduler", options), clipByDefault);
  }

  private static Tensor row(float... values) {
    return new Tensor(new int[] {1, values.length}, values);
  }
}
