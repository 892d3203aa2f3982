package afterimage.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import afterimage.diffusion.noise.NoiseSource;
import afterimage.reference.RecordedRun;
import afterimage.tensor.Tensor;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** The noise that a recorded run drew, in its order. */
final class RecordedNoise implements NoiseSource {
  private final Deque<Tensor> drawn = new ArrayDeque<>();

  RecordedNoise(RecordedRun run) {
    for (String name :
        List.of("noise_init", "noise_vae_sample", "noise_add", "noise_vae_sample_masked")) {
      if (run.has(name)) {
        drawn.add(run.tensor(name));
      }
    }
    if (run.has("noise_step")) {
      Tensor steps = run.tensor("noise_step");
      int[] shape = new int[steps.shape().length - 1];
      System.arraycopy(steps.shape(), 1, shape, 0, shape.length);
      for (int i = 0; i < steps.dim(0); i++) {
        drawn.add(steps.slice(i).reshape(shape));
      }
    }
  }

  @Override
  public Tensor normal(int... shape) {
    assertThat(drawn).as("noise left").isNotEmpty();
    Tensor next = drawn.remove();
    assertThat(next.shape()).as("shape of the noise").isEqualTo(shape);
    return next;
  }

  /** Whether the run drew all of it. */
  boolean isUsedUp() {
    return drawn.isEmpty();
  }
}
