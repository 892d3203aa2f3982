package afterimage.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import afterimage.checkpoint.safetensors.SafetensorsWriter;
import afterimage.engine.EngineException;
import afterimage.reference.NpyFile;
import afterimage.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The decoder of a tiny autoencoder, against PyTorch; {@code make_taesd.py} made the files. */
class PreviewDecoderCompilerTest {
  private static final Path FOLDER = Path.of("src/test/resources/taesd");

  @TempDir private Path cache;

  @ParameterizedTest
  @ValueSource(strings = {"taesd_decoder.safetensors", "diffusion_pytorch_model.safetensors"})
  void compilePreviewDecoder_eitherNaming_paintsAsPyTorchDoes(String file) throws Exception {
    CompiledModel compiled = CheckpointCompiler.compilePreviewDecoder(FOLDER.resolve(file), cache);
    Tensor wanted = NpyFile.read(FOLDER.resolve("picture.npy")).tensor();

    try (CompiledGraph graph = new CompiledGraph(compiled, CheckpointCompiler.PREVIEW_DECODER)) {
      graph.with("latent_sample", NpyFile.read(FOLDER.resolve("latents.npy")).tensor());
      Tensor painted = Objects.requireNonNull(graph.run().get("sample"));

      assertThat(painted.shape()).isEqualTo(wanted.shape());
      for (int i = 0; i < wanted.data().length; i++) {
        assertThat(painted.data()[i]).isCloseTo(wanted.data()[i], within(2e-5f));
      }
    }
  }

  @Test
  void compilePreviewDecoder_encoderAlone_isRefused() throws IOException {
    Path file = cache.resolve("taesd_encoder.safetensors");
    new SafetensorsWriter().add("0.weight", "F32", new byte[864], 8, 3, 3, 3).write(file);

    assertThatThrownBy(() -> CheckpointCompiler.compilePreviewDecoder(file, cache))
        .isInstanceOf(EngineException.class)
        .hasMessageContaining("only the encoder");
  }

  @Test
  void compilePreviewDecoder_namesWithWideGaps_isRefused() throws IOException {
    Path file = cache.resolve("odd.safetensors");
    new SafetensorsWriter()
        .add("decoder.layers.999.weight", "F32", new byte[864], 8, 3, 3, 3)
        .write(file);

    assertThatThrownBy(() -> CheckpointCompiler.compilePreviewDecoder(file, cache))
        .isInstanceOf(EngineException.class)
        .hasMessageContaining("missing decoder.layers.0.weight");
  }

  @Test
  void compilePreviewDecoder_wholeModel_isRefused() {
    Path model = Path.of("src/test/resources/reference/pipelines/tiny_refiner");

    assertThatThrownBy(() -> CheckpointCompiler.compilePreviewDecoder(model, cache))
        .isInstanceOf(EngineException.class)
        .hasMessageContaining("SDXL refiner, which cannot render previews");
  }
}
