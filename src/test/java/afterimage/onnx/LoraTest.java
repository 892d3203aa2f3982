package afterimage.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import afterimage.checkpoint.safetensors.SafetensorsWriter;
import afterimage.engine.Device;
import afterimage.engine.EngineException;
import afterimage.engine.ModelOptions;
import afterimage.engine.ModelOptions.Lora;
import afterimage.onnx.model.ModelSource;
import afterimage.onnx.runtime.OnnxSession;
import afterimage.onnx.runtime.Provider;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** LoRAs that cannot be added are refused with a message that says which and why. */
class LoraTest {
  private static final Path GOLDEN = Path.of("src/test/resources/lora");
  private static final Path MODEL =
      Path.of("src/test/resources/reference/sgm/tiny_refiner_sgm.safetensors");
  private static final String LAYER =
      "unet.down_blocks.1.attentions.0.transformer_blocks.0.attn1.to_q";

  @TempDir private Path folder;

  @Test
  void open_layersThatTheModelLacks_namesThem() throws IOException {
    SafetensorsWriter lora = pair("unet.nowhere", 32, 32, 0.1f);

    refused(lora, "the model has no such layers", "unet.nowhere");
  }

  @Test
  void open_layerOfAnotherSize_namesIt() throws IOException {
    refused(pair(LAYER, 64, 32, 0.1f), "of this size", LAYER);
  }

  @Test
  void open_unknownKind_namesTheKeys() throws IOException {
    SafetensorsWriter lora = pair(LAYER, 32, 32, 0.1f);
    lora.add(LAYER + ".oft_blocks", "F32", floats(32, 1), 32, 1);

    refused(lora, "tensors of no known kind", LAYER + ".oft_blocks");
  }

  @Test
  void open_kindsOfOtherSizesThanTheModel_nameTheLayer() throws IOException {
    Map<String, int[]> tensors =
        Map.of(
            ".diff", new int[] {32, 31},
            ".hada_w1_a", new int[] {32, 4},
            ".lokr_w1", new int[] {3, 4},
            ".diff_b", new int[] {33});
    for (Map.Entry<String, int[]> tensor : tensors.entrySet()) {
      SafetensorsWriter lora = new SafetensorsWriter();
      int[] shape = tensor.getValue();
      int count = shape.length == 1 ? shape[0] : shape[0] * shape[1];
      long[] sizes = Arrays.stream(shape).asLongStream().toArray();
      lora.add(LAYER + tensor.getKey(), "F32", floats(count, 0.1f), sizes);

      refused(lora, "no such layers of this size", LAYER);
    }
  }

  @Test
  void open_ranksThatDoNotMeet_areRefused() throws IOException {
    SafetensorsWriter lora = new SafetensorsWriter();
    lora.add(LAYER + ".hada_w1_a", "F32", floats(32 * 4, 0.1f), 32, 4);
    lora.add(LAYER + ".hada_w1_b", "F32", floats(5 * 32, 0.1f), 5, 32);
    lora.add(LAYER + ".hada_w2_a", "F32", floats(32 * 4, 0.1f), 32, 4);
    lora.add(LAYER + ".hada_w2_b", "F32", floats(4 * 32, 0.1f), 4, 32);

    refused(lora, "no such layers of this size", LAYER);
  }

  @Test
  void open_halfAPair_namesWhatIsMissing() throws IOException {
    SafetensorsWriter lora = new SafetensorsWriter();
    lora.add(LAYER + ".lora_A.weight", "F32", floats(64, 1), 2, 32);

    refused(lora, "missing", LAYER + ".lora_B.weight");
  }

  @Test
  void open_notANumber_namesTheTensor() throws IOException {
    refused(pair(LAYER, 32, 32, Float.NaN), "NaN or infinite", LAYER + ".lora_B.weight");
  }

  @Test
  void open_noLora_saysSo() throws IOException {
    SafetensorsWriter model = new SafetensorsWriter();
    model.add("some.weight", "F32", floats(4, 1), 2, 2);

    refused(model, "tensors of no known kind", "some.weight");
  }

  @Test
  void open_missingFile_saysSo() {
    Path missing = folder.resolve("missing.safetensors");

    assertThatThrownBy(() -> open(MODEL, missing))
        .isInstanceOf(EngineException.class)
        .hasMessageContaining("missing.safetensors");
  }

  @Test
  @EnabledOnOs({OS.LINUX, OS.MAC})
  void open_pipeOrDeviceOrFolder_isRefusedNamingIt() throws Exception {
    Path pipe = folder.resolve("pipe.safetensors");
    assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();
    for (Path file : List.of(pipe, Path.of("/dev/zero"), folder)) {
      assertThatThrownBy(() -> open(MODEL, file))
          .isInstanceOf(EngineException.class)
          .hasMessageContaining(file.toRealPath().toString())
          .hasMessageMatching("(?s).*(a pipe or a device|a folder).*");
    }
  }

  @Test
  void open_modelOfGraphs_saysThatCheckpointsAreMeant() {
    assertThatThrownBy(() -> open(TinyRefiner.FOLDER, GOLDEN.resolve("peft.safetensors")))
        .isInstanceOf(EngineException.class)
        .hasMessageContaining("checkpoint");
  }

  @Test
  void open_loraOfWeightZero_addsNothing() throws Exception {
    Path file = GOLDEN.resolve("peft.safetensors");
    ModelSource with =
        ModelSource.open(
            MODEL,
            new ModelOptions(ModelOptions.Weights.FULL, List.of(new Lora(file, 0))),
            Device.CPU,
            folder.resolve("cache"));
    byte[] graph = Files.readAllBytes(graph(with));

    ModelSource without =
        ModelSource.open(MODEL, ModelOptions.DEFAULT, Device.CPU, folder.resolve("cache"));

    assertThat(graph).isEqualTo(Files.readAllBytes(graph(without)));
  }

  @Test
  void open_loraReplacedSinceItWasCompiled_isRefusedBeforeASessionIsMade() throws Exception {
    Path file = Files.copy(GOLDEN.resolve("peft.safetensors"), folder.resolve("l.safetensors"));
    ModelSource source = open(MODEL, file);

    Files.write(file, new byte[100]);

    assertThatThrownBy(
            () ->
                OnnxSession.open("unet", graph(source), source.weights(), new Provider(Device.CPU)))
        .isInstanceOf(EngineException.class)
        .hasMessageContaining("l.safetensors")
        .hasMessageContaining("changed");
  }

  @ParameterizedTest
  @CsvSource({"F32, 4", "F64, 8", "F16, 2", "I32, 4", "I64, 8", "U8, 1"})
  void open_alphaOfAnyNumberType_isRead(String type, int bytes) throws Exception {
    SafetensorsWriter lora = pair(LAYER, 32, 32, 0.1f);
    lora.add(LAYER + ".alpha", type, new byte[bytes]);

    assertThat(graph(open(MODEL, lora.write(folder.resolve("l.safetensors"))))).exists();
  }

  @Test
  void open_comfyUisNames_areThoseOfTheOriginal() throws Exception {
    SafetensorsWriter lora =
        pair("diffusion_model.input_blocks.4.1.transformer_blocks.0.attn1.to_q", 32, 32, 0.1f);

    assertThat(graph(open(MODEL, lora.write(folder.resolve("l.safetensors"))))).exists();
  }

  private static Path graph(ModelSource source) {
    return Objects.requireNonNull(source.bundle().graphs().get("unet"));
  }

  private ModelSource open(Path model, Path lora) throws EngineException {
    ModelOptions options = new ModelOptions(ModelOptions.Weights.FULL, List.of(new Lora(lora, 1)));
    return ModelSource.open(model, options, Device.CPU, folder.resolve("cache"));
  }

  private void refused(SafetensorsWriter lora, String why, String name) throws IOException {
    Path file = lora.write(folder.resolve("bad.safetensors"));

    assertThatThrownBy(() -> open(MODEL, file))
        .isInstanceOf(EngineException.class)
        .hasMessageContaining("bad.safetensors")
        .hasMessageContaining(why)
        .hasMessageContaining(name);
  }

  private static SafetensorsWriter pair(String layer, int in, int out, float value) {
    return new SafetensorsWriter()
        .add(layer + ".lora_A.weight", "F32", floats(2 * in, 1), 2, in)
        .add(layer + ".lora_B.weight", "F32", floats(2 * out, value), out, 2);
  }

  private static byte[] floats(int count, float value) {
    ByteBuffer bytes = ByteBuffer.allocate(count * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < count; i++) {
      bytes.putFloat(value);
    }
    return bytes.array();
  }
}
