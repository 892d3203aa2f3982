package afterimage.onnx.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import afterimage.engine.Cancellation;
import afterimage.engine.Device;
import afterimage.engine.ModelOptions;
import afterimage.onnx.model.ModelSource;
import afterimage.reference.NpyFile;
import afterimage.tensor.Tensor;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Linear layers in eight bits stay close to what they are in full. */
class EightBitWeightsTest {
  private static final Path GOLDEN = Path.of("src/test/resources/lora");
  private static final Path MODEL =
      Path.of("src/test/resources/reference/sgm/tiny_refiner_sgm.safetensors");

  @TempDir private Path cache;

  @Test
  void values_blocksOfDifferentSizes_areWithinHalfAStep() {
    float[] values = new float[96];
    for (int i = 0; i < 64; i++) {
      values[i] = (i - 30) * (i < 32 ? 1e-4f : 5f);
    }

    float[] scales = EightBitWeights.scales(values);
    ByteBuffer bits = EightBitWeights.values(values);

    assertThat(scales).hasSize(3).endsWith(0f);
    for (int i = 0; i < values.length; i++) {
      float back = ((bits.get(i) & 0xff) - 128) * scales[i / 32];
      assertThat(Math.abs(back - values[i])).isLessThanOrEqualTo(scales[i / 32] * 0.501f);
    }
  }

  /** The loss stated in docs/checkpoint.md: under 2 % of the UNet's result. */
  @Test
  void run_unetInEightBits_differsByLessThanTwoPercent() throws Exception {
    ModelSource source =
        ModelSource.open(MODEL, new ModelOptions(ModelOptions.Weights.INT8), Device.CPU, cache);
    Path graph = Objects.requireNonNull(source.bundle().graphs().get("unet"));
    Map<String, Tensor> inputs = new HashMap<>();
    for (String input :
        List.of("sample", "timestep", "encoder_hidden_states", "text_embeds", "time_ids")) {
      inputs.put(input, NpyFile.read(GOLDEN.resolve(input + ".npy")).tensor());
    }
    float[] expected = NpyFile.read(GOLDEN.resolve("none_out_sample.npy")).floats();

    float[] actual;
    try (OnnxSession session =
        OnnxSession.open("unet", graph, source.weights(), new Provider(Device.CPU))) {
      Tensor out =
          session
              .run(inputs, List.of(RequiredOutput.any("out_sample")), new Cancellation())
              .get("out_sample");
      actual = Objects.requireNonNull(out).data();
    }

    double error = 0;
    double size = 0;
    for (int i = 0; i < expected.length; i++) {
      error += Math.pow(actual[i] - expected[i], 2);
      size += Math.pow(expected[i], 2);
    }
    double loss = Math.sqrt(error / size);
    System.getLogger(EightBitWeightsTest.class.getName())
        .log(System.Logger.Level.INFO, () -> "eight bits change the UNet's result by " + loss);
    assertThat(loss).isBetween(1e-5, 0.02);
  }
}
