package afterimage.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import afterimage.checkpoint.network.Flavour;
import afterimage.checkpoint.safetensors.SafetensorsWriter;
import afterimage.engine.EngineException;
import afterimage.engine.ModelOptions;
import afterimage.reference.ReferenceFolder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** ControlNets compiled with a base: the golden data's, and files that cannot be used. */
class ControlNetCompilerTest {
  private static final Path BASE = ReferenceFolder.path("pipelines", "tiny_base");
  private static final Path REFINER = ReferenceFolder.path("pipelines", "tiny_refiner");
  private static final String FILE = "control.safetensors";

  @TempDir private Path folder;

  private Path compiled(Path model, Path net, Flavour flavour) throws EngineException {
    return CheckpointCompiler.compile(
            model, ModelOptions.DEFAULT.withControlNet(net), flavour, folder.resolve("cache"))
        .folder();
  }

  private static byte[] graph(Path bundle, String part) throws IOException {
    return Files.readAllBytes(bundle.resolve(part).resolve("model.onnx"));
  }

  @ParameterizedTest
  @EnumSource(Flavour.class)
  void compile_anyNaming_makesTheSameGraphs(Flavour flavour) throws Exception {
    Path diffusers =
        ControlNetCopies.renamed(folder.resolve("1").resolve(FILE), UnaryOperator.identity());
    UnaryOperator<String> ldm = ControlNetCopies.ldm();
    byte[] graph = graph(compiled(BASE, diffusers, flavour), "controlnet");
    byte[] unet = graph(compiled(BASE, diffusers, flavour), "unet");

    for (UnaryOperator<String> naming :
        java.util.List.<UnaryOperator<String>>of(
            ldm, name -> "control_model." + name, name -> "control_model." + ldm.apply(name))) {
      Path other = ControlNetCopies.renamed(folder.resolve("2").resolve(FILE), naming);
      Path bundle = compiled(BASE, other, flavour);
      assertThat(graph(bundle, "controlnet")).isEqualTo(graph);
      assertThat(graph(bundle, "unet")).isEqualTo(unet);
      Files.delete(other);
    }
  }

  @Test
  void compile_withoutControlNet_unetTakesNothingMore() throws Exception {
    Path cache = folder.resolve("cache");
    Path plain =
        CheckpointCompiler.compile(BASE, ModelOptions.DEFAULT, Flavour.PORTABLE, cache).folder();
    Path steered = compiled(BASE, ControlNetCopies.FOLDER, Flavour.PORTABLE);

    assertThat(text(plain)).doesNotContain("additional_residual");
    assertThat(text(steered))
        .contains("down_block_additional_residual_8", "mid_block_additional_residual")
        .doesNotContain("down_block_additional_residual_9");
    assertThat(plain.resolve("controlnet")).doesNotExist();
  }

  private static String text(Path bundle) throws IOException {
    return new String(graph(bundle, "unet"), StandardCharsets.ISO_8859_1);
  }

  @Test
  void compile_fileOrFolder_findsTheControlNetIn() throws Exception {
    Path file = ControlNetCopies.FOLDER.resolve("diffusion_pytorch_model.safetensors");
    Path inside = Files.createDirectories(folder.resolve("model/controlnet"));
    for (String name : new String[] {"config.json", "diffusion_pytorch_model.safetensors"}) {
      Files.copy(ControlNetCopies.FOLDER.resolve(name), inside.resolve(name));
    }
    byte[] graph = graph(compiled(BASE, ControlNetCopies.FOLDER, Flavour.PORTABLE), "controlnet");

    assertThat(graph(compiled(BASE, file, Flavour.PORTABLE), "controlnet")).isEqualTo(graph);
    assertThat(graph(compiled(BASE, folder.resolve("model"), Flavour.PORTABLE), "controlnet"))
        .isEqualTo(graph);
  }

  @Test
  void compile_refinerWithABasesControlNet_isRefused() {
    assertThatThrownBy(() -> compiled(REFINER, ControlNetCopies.FOLDER, Flavour.PORTABLE))
        .isInstanceOf(EngineException.class)
        .hasMessageContaining("does not go with the model")
        .hasMessageContaining("not with its refiner");
  }

  @Test
  void compile_otherFile_isRefused() {
    Path vae = Path.of("src/test/resources/reference-2/vae_override/vae_sgm.safetensors");
    assertRefused(vae, "contains no ControlNet");
    assertRefused(BASE, "contains no ControlNet");
    assertRefused(folder.resolve("gone.safetensors"), "gone.safetensors");
  }

  @Test
  void compile_controlNetOfStableDiffusion1_isRefused() throws Exception {
    UnaryOperator<String> ldm = ControlNetCopies.ldm();
    Path older =
        ControlNetCopies.kept(
            folder.resolve("older.safetensors"),
            name ->
                name.startsWith("add_embedding.")
                    ? Optional.empty()
                    : Optional.of("control_model." + ldm.apply(name)));

    assertRefused(older, "is made for Stable Diffusion 1 or 2");
  }

  @ParameterizedTest
  @CsvSource({"lora_controlnet, Control-LoRA", "task_embedding, Union"})
  void compile_otherKindOfControl_isNamed(String key, String kind) throws Exception {
    Path file = folder.resolve("other.safetensors");
    new SafetensorsWriter()
        .add(key, "F32", new byte[4], 1)
        .add("controlnet_mid_block.weight", "F32", new byte[4], 1)
        .write(file);

    assertRefused(file, kind);
  }

  @Test
  void compile_layerMissing_isNamed() throws Exception {
    String missing = "controlnet_down_blocks.8.bias";
    Path part =
        ControlNetCopies.kept(
            folder.resolve("part.safetensors"),
            name -> name.equals(missing) ? Optional.empty() : Optional.of(name));

    assertRefused(part, missing);
  }

  @Test
  void compile_otherWidth_isRefused() throws Exception {
    Path file = folder.resolve("wide.safetensors");
    new SafetensorsWriter()
        .add("conv_in.weight", "F32", new byte[64 * 4 * 9 * 4], 64, 4, 3, 3)
        .add("add_embedding.linear_1.weight", "F32", new byte[72 * 4], 1, 72)
        .add("down_blocks.0.resnets.0.conv2.weight", "F32", new byte[64 * 4], 64, 1)
        .add("controlnet_mid_block.weight", "F32", new byte[4], 1)
        .write(file);

    assertRefused(file, "blocks of 64 channels");
    assertRefused(file, "32, 32, 32");
  }

  private void assertRefused(Path net, String why) {
    assertThatThrownBy(() -> compiled(BASE, net, Flavour.PORTABLE))
        .isInstanceOf(EngineException.class)
        .hasMessageContaining(why);
  }
}
