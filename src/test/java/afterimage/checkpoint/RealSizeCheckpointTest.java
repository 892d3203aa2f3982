package afterimage.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import afterimage.checkpoint.network.Flavour;
import afterimage.checkpoint.recognise.Checkpoint;
import afterimage.checkpoint.recognise.Family;
import afterimage.checkpoint.recognise.Part;
import afterimage.checkpoint.weights.WeightSet;
import afterimage.engine.ModelOptions;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Recognition and compiling at the published sizes; the weights are a hole in the file. */
class RealSizeCheckpointTest {
  private static final long MAX_BYTES = 50_000_000;

  @TempDir private Path folder;

  @Test
  void compile_refinerKeys_allUsedOrIgnorable() throws Exception {
    hold("refiner", Family.SDXL_REFINER, 2_259_526_660L);
  }

  @Test
  void compile_baseKeys_allUsedOrIgnorable() throws Exception {
    hold("base", Family.SDXL_BASE, 2_567_463_684L);
  }

  private void hold(String model, Family family, long unetParameters) throws Exception {
    RealSizeCheckpoint keys = RealSizeCheckpoint.of(model);
    Path file = keys.writeHollow(folder.resolve(model + ".safetensors"));

    Checkpoint checkpoint = Checkpoint.read(file);
    assertThat(checkpoint.family()).isEqualTo(family);
    assertThat(Objects.requireNonNull(checkpoint.parts().get(Part.UNET)).parameters())
        .isEqualTo(unetParameters);
    assertThat(checkpoint.ignored())
        .allMatch(
            key ->
                key.endsWith("logit_scale")
                    || key.endsWith("position_ids")
                    || key.equals("denoiser.sigmas"));
    long used = checkpoint.parts().values().stream().mapToLong(WeightSet::parameters).sum();
    long ignored =
        keys.keys().stream()
            .filter(key -> checkpoint.ignored().contains(key.name()))
            .mapToLong(RealSizeCheckpoint.Key::elements)
            .sum();
    assertThat(used + ignored)
        .isEqualTo(keys.keys().stream().mapToLong(RealSizeCheckpoint.Key::elements).sum());

    // Refuses weights that are missing, of another shape, or that no network takes.
    CompiledModel compiled =
        CheckpointCompiler.compile(
            file, ModelOptions.DEFAULT, Flavour.PORTABLE, folder.resolve("cache"));
    assertThat(bytes(compiled.folder())).isLessThan(MAX_BYTES);

    CompiledModel fused =
        CheckpointCompiler.compile(
            file, ModelOptions.DEFAULT, Flavour.CUDA_FUSED, folder.resolve("cache"));
    assertThat(bytes(fused.folder())).isLessThan(MAX_BYTES);
    for (String part : List.of("unet", "vae_encoder", "vae_decoder")) {
      holdFused(fused, part);
    }
  }

  /** Types and shapes are sound to the end; what is missing are CUDA's kernels. */
  private static void holdFused(CompiledModel model, String part) throws Exception {
    byte[] graph = Files.readAllBytes(model.folder().resolve(part).resolve("model.onnx"));
    List<String> operators = CudaNodes.nodes(graph).stream().map(CudaNodes.Node::type).toList();
    assertThat(operators)
        .contains("NhwcConv", "GroupNorm")
        .doesNotContain("Conv", "GroupNormalization")
        .contains(part.equals("unet") ? "SkipGroupNorm" : "GroupNorm");
    OrtEnvironment environment = OrtEnvironment.getEnvironment();
    try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
      // Nothing is computed from the weights, which are a hole.
      options.setOptimizationLevel(OrtSession.SessionOptions.OptLevel.NO_OPT);
      options.addConfigEntry(
          CompiledGraph.WEIGHTS_FOLDER, model.weights().weightsFolder(part).toString());
      assertThatThrownBy(() -> environment.createSession(graph, options).close())
          .isInstanceOf(OrtException.class)
          .hasMessageContaining("NOT_IMPLEMENTED")
          .hasMessageContaining("NhwcConv");
    }
  }

  private static long bytes(Path root) throws IOException {
    long sum = 0;
    try (Stream<Path> all = Files.walk(root)) {
      for (Path file : all.filter(Files::isRegularFile).toList()) {
        sum += Files.size(file);
      }
    }
    return sum;
  }
}
