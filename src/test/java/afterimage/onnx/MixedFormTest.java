package afterimage.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import afterimage.checkpoint.CheckpointCompiler;
import afterimage.checkpoint.CompiledBundle;
import afterimage.checkpoint.CompiledModel;
import afterimage.checkpoint.network.Flavour;
import afterimage.checkpoint.network.GraphForm;
import afterimage.checkpoint.network.Operation;
import afterimage.engine.Cancellation;
import afterimage.engine.Device;
import afterimage.engine.ModelOptions;
import afterimage.onnx.runtime.OnnxSession;
import afterimage.onnx.runtime.Provider;
import afterimage.onnx.runtime.RequiredOutput;
import afterimage.onnx.runtime.Weights;
import afterimage.reference.NpyFile;
import afterimage.tensor.Tensor;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * CUDA's flavour with all its operations in the portable form, which a processor can run: the
 * pictures still lie as CUDA wants them, in 16 bits.
 */
class MixedFormTest {
  private static final Path MODEL = Path.of("src/test/resources/reference/pipelines/tiny_refiner");
  private static final Path GOLDEN = Path.of("src/test/resources/lora");
  private static final GraphForm MIXED =
      new GraphForm(Flavour.CUDA_FUSED, Set.of(Operation.values()));

  @TempDir private Path folder;

  @Test
  void compile_operationsInThePortableForm_computesWhatDiffusersDoes() throws Exception {
    CompiledModel compiled = CheckpointCompiler.compile(MODEL, ModelOptions.DEFAULT, MIXED, folder);
    Weights weights = Weights.inCheckpoint(compiled.weights(), ModelOptions.Weights.FULL, () -> 0);
    Map<String, Tensor> inputs = new HashMap<>();
    for (String name :
        List.of("sample", "timestep", "encoder_hidden_states", "text_embeds", "time_ids")) {
      inputs.put(name, NpyFile.read(GOLDEN.resolve(name + ".npy")).tensor());
    }
    Path graph = compiled.folder().resolve("unet/model.onnx");

    try (OnnxSession unet = OnnxSession.open("unet", graph, weights, new Provider(Device.CPU))) {
      Tensor given =
          unet.run(inputs, List.of(RequiredOutput.any("out_sample")), new Cancellation())
              .get("out_sample");

      assertThat(loss(given, NpyFile.read(GOLDEN.resolve("none_out_sample.npy")).tensor()))
          .isBetween(1e-5, 3e-3);
    }
  }

  @Test
  void compile_anotherForm_isAnotherBundle() throws Exception {
    CompiledModel mixed = CheckpointCompiler.compile(MODEL, ModelOptions.DEFAULT, MIXED, folder);
    CompiledModel own =
        CheckpointCompiler.compile(MODEL, ModelOptions.DEFAULT, Flavour.CUDA_FUSED, folder);

    assertThat(mixed.folder()).isNotEqualTo(own.folder());
    assertThat(CompiledBundle.read(mixed.folder()).orElseThrow().portable())
        .isEqualTo(MIXED.portable());
    assertThat(CompiledBundle.read(own.folder()).orElseThrow().portable()).isEmpty();
    assertThat(CheckpointCompiler.compile(MODEL, ModelOptions.DEFAULT, MIXED, folder).folder())
        .isEqualTo(mixed.folder());
  }

  private static double loss(@Nullable Tensor found, Tensor expected) {
    Tensor given = Objects.requireNonNull(found);
    double squares = 0;
    double all = 0;
    for (int i = 0; i < expected.data().length; i++) {
      squares += Math.pow(given.data()[i] - expected.data()[i], 2);
      all += Math.pow(expected.data()[i], 2);
    }
    return Math.sqrt(squares / all);
  }
}
